import type { Transaction } from 'kysely';
import type { Decision as AuditDecision } from '../audit/audit.ts';
import type { DraftVersionRow, Tables } from '../store/tables.ts';
import type { DossierStanding } from './decide.ts';
import { knownBlobs } from './known-blobs.ts';
import type { ReadMutation } from './mutation.ts';
import { headColumns, type StandingDraft } from './standing-draft.ts';
import type { Names } from './wire.ts';

/** What a push is judged against, read in a few queries; and what it will write. */
export interface PushState {
  readonly drafts: Map<string, StandingDraft>;
  readonly dossiers: ReadonlyMap<string, DossierStanding>;
  readonly names: Names;
  /** Sizes of the cited blobs that the unit has. */
  readonly blobs: ReadonlyMap<string, number>;
  /** Results of mutations that were answered before, by mutation id. */
  readonly earlier: Map<string, { readonly digest: string; readonly answer: string }>;
  readonly written: {
    readonly drafts: Map<string, StandingDraft>;
    /** New versions by `<code> <version>`; without a content they copy the one that the store has. */
    readonly versions: Map<string, Omit<DraftVersionRow, 'content'> & Pick<StandingDraft, 'content'>>;
    /** Codes of drafts whose newest version so far is replaced in the history. */
    readonly thinned: string[];
    readonly citations: Map<string, { draft_code: string; sha256: string; size: number; unit_code: string }>;
    readonly results: { readonly id: string; readonly digest: string; readonly answer: string }[];
    readonly audit: AuditDecision[];
  };
}

export async function loadPushState(
  change: Transaction<Tables>,
  person: { readonly username: string; readonly unitCode: string },
  mutations: readonly ReadMutation[],
): Promise<PushState> {
  const codes = [...new Set(mutations.map(({ mutation }) => mutation.code))].filter((code) =>
    code.startsWith(person.unitCode),
  );
  const ids = mutations.map(({ mutation }) => mutation.id);
  const drafts = await change
    .selectFrom('drafts')
    .select(headColumns)
    .where('code', 'in', codes)
    .where('unit_code', '=', person.unitCode)
    .execute();
  const dossiers = await change
    .selectFrom('dossiers')
    .select(['code', 'version', 'status', 'created_by'])
    .where('code', 'in', codes)
    .where('unit_code', '=', person.unitCode)
    .execute();
  const earlier = await change
    .selectFrom('mutations')
    .select(['mutation_id', 'request_sha256', 'answer'])
    .where('username', '=', person.username)
    .where('mutation_id', 'in', ids)
    .execute();
  const draftByCode = new Map(drafts.map((row) => [row.code, { ...row, content: undefined }]));
  return {
    drafts: draftByCode,
    dossiers: new Map(dossiers.map((row) => [row.code, row])),
    names: await namesOf(change, person.unitCode),
    blobs: await knownBlobs(change, person.unitCode, newlyCited(mutations, draftByCode)),
    earlier: new Map(
      earlier.map((row) => [row.mutation_id, { digest: row.request_sha256, answer: row.answer }]),
    ),
    written: {
      drafts: new Map(),
      versions: new Map(),
      thinned: [],
      citations: new Map(),
      results: [],
      audit: [],
    },
  };
}

/** Names of a unit's people. */
export async function namesOf(change: Transaction<Tables>, unitCode: string): Promise<Names> {
  const people = await change
    .selectFrom('people')
    .select(['username', 'name'])
    .where('unit_code', '=', unitCode)
    .execute();
  return new Map(people.map(({ username, name }) => [username, name]));
}

/** Most edits do not touch the attachments: those need no look-up. */
function newlyCited(
  mutations: readonly ReadMutation[],
  drafts: ReadonlyMap<string, StandingDraft>,
): readonly string[] {
  const hashes = new Set<string>();
  for (const { mutation, blobs } of mutations) {
    if (blobs === '' || drafts.get(mutation.code)?.blobs === blobs) continue;
    for (const { sha256 } of citedBlobs(blobs)) hashes.add(sha256);
  }
  return [...hashes];
}

/** The attachments of `DraftRow.blobs`. */
export function citedBlobs(blobs: string): readonly { readonly sha256: string; readonly size: number }[] {
  if (blobs === '') return [];
  return blobs.split(' ').map((cited) => ({ sha256: cited.slice(0, 64), size: Number(cited.slice(65)) }));
}
