import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import type { Desk } from '../dossiers/desk.ts';
import type { Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { AnswerRoom } from './answer-room.ts';
import { decide } from './decide.ts';
import { citedBlobs, loadPushState, type PushState } from './push-state.ts';
import { readMutation, type ReadMutation } from './mutation.ts';
import { isSameDraft } from './same-draft.ts';
import { takeSequences } from './sequence.ts';
import type { StandingDraft } from './standing-draft.ts';
import { continuesRun } from './thinning.ts';
import { draftJson } from './wire.ts';
import { writePush } from './write-push.ts';

export interface Push {
  readonly device: string;
  readonly mutations: readonly unknown[];
}

export interface PushOutcome {
  /** `pushAnswerSchema`, as JSON. */
  readonly answer: string;
  /** Refusals of single mutations, for the log. */
  readonly refused: readonly Failure[];
}

/** Who pushes, from where, when. */
interface Pusher {
  readonly username: string;
  readonly unitCode: string;
  readonly device: string;
  readonly at: Date;
}

/** What earlier servers kept in the place of a conflict's answer: when it is asked for again, what stands then is sent. */
const conflictMark = '{"outcome":"conflict"}';

/**
 * Applies the changes of one machine in their order, in one transaction, each for itself: what cannot be applied is
 * refused or told as a conflict, and the rest goes on. Everything that was answered is on the disk. A mutation that
 * was applied before gets the same outcome and changes nothing (by user name and mutation id).
 *
 * Once the answer carries as many current drafts as it may, nothing more is decided: `later`.
 *
 * Refusals, none of which concerns the others: MUTATION_INVALID, MUTATION_TOO_LARGE, DOSSIER_NOT_FOUND (another
 * unit's code), REQUEST_INVALID (the id was used for other content), BLOB_MISSING (with `sha256`; the same mutation
 * may come again once the blob is here), and those of `decide`.
 */
export async function push(desk: Desk, person: Person, given: Push): Promise<PushOutcome> {
  const unitCode = person.unit_code;
  if (unitCode === null) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  const pusher = { username: person.username, unitCode, device: given.device, at: desk.now() };
  const read = given.mutations.map(readMutation);
  const readable = read.filter((one): one is ReadMutation => 'mutation' in one);
  const refused: Failure[] = [];
  const refuse = (id: string, failure: Failure) => {
    refused.push(failure);
    return JSON.stringify({ outcome: 'refused', id, failure });
  };
  if (readable.length === 0) {
    return {
      answer: answerOf(read.map((one) => ('failure' in one ? refuse(one.id, one.failure) : ''))),
      refused,
    };
  }
  const { results, changed } = await desk.store.transaction().execute(async (change) => {
    const first = await takeSequences(change, read.length);
    const state = await loadPushState(change, pusher, readable);
    const room = new AnswerRoom();
    const conflict = (id: string, code: string) => conflictJson(change, state, room, { id, code, refuse });
    const results: string[] = [];
    for (const [index, one] of read.entries()) {
      if ('failure' in one) results.push(refuse(one.id, one.failure));
      else if (room.isFull) results.push(laterJson(one.mutation.id));
      else
        results.push(
          await applyOne(
            state,
            pusher,
            { ...one, sequence: first + index },
            {
              refuse,
              conflict,
              standing: async ({ code, content }) => content ?? (await contentOf(change, code)),
            },
          ),
        );
    }
    await writePush(change, state, pusher);
    return { results, changed: [...state.written.drafts.values()] };
  });
  const sequence = Math.max(0, ...changed.map((row) => row.sequence));
  if (changed.length > 0) {
    desk.live.changed({ unitCode, sequence, codes: changed.map(({ code }) => code), to: 'accountants' });
  }
  return { answer: answerOf(results), refused };
}

function answerOf(results: readonly string[]): string {
  return `{"results":[${results.join(',')}]}`;
}

function laterJson(id: string): string {
  return JSON.stringify({ outcome: 'later', id });
}

type Sequenced = ReadMutation & { readonly sequence: number };

/** Results that are no success, as JSON. */
interface Answers {
  readonly refuse: (id: string, failure: Failure) => string;
  readonly conflict: (id: string, code: string) => Promise<string>;
  /** The content of a draft as it stands. */
  readonly standing: (draft: StandingDraft) => Promise<string>;
}

async function applyOne(
  state: PushState,
  pusher: Pusher,
  one: Sequenced,
  { refuse, conflict, standing }: Answers,
): Promise<string> {
  const { id, code } = one.mutation;
  const before = state.earlier.get(id);
  if (before !== undefined) return repeated(one, before, { refuse, conflict, standing });
  if (!code.startsWith(pusher.unitCode)) {
    return refuse(id, { code: 'DOSSIER_NOT_FOUND', details: { code } });
  }
  const draft = state.drafts.get(code);
  const decision = decide(one.mutation, { draft, dossier: state.dossiers.get(code) }, pusher.username);
  if (decision.kind === 'refuse') {
    const again = decision.failure.code === 'CODE_TAKEN' && draft?.created_by === pusher.username;
    if (again && isSameDraft(one.mutation, await standing(draft))) return conflict(id, code);
    return refuse(id, decision.failure);
  }
  if (decision.kind === 'conflict') return conflict(id, code);
  const wrong = wrongBlob(state, one, draft);
  if (wrong !== undefined) return refuse(id, wrong);
  const row = nextRow(pusher, one, draft, decision.createdBy);
  write(state, pusher, draft, row, decision.revived);
  return remember(
    state,
    one,
    JSON.stringify({ outcome: 'applied', id, version: row.version, sequence: row.sequence }),
  );
}

async function repeated(
  { mutation, digest }: ReadMutation,
  before: { readonly digest: string; readonly answer: string },
  { refuse, conflict }: Answers,
): Promise<string> {
  if (before.digest !== digest) {
    return refuse(mutation.id, {
      code: 'REQUEST_INVALID',
      details: { what: 'mutation id used for another change' },
    });
  }
  if (before.answer === conflictMark) return conflict(mutation.id, mutation.code);
  return before.answer;
}

/** What stands now, or `later`; a tombstone may have been purged since the conflict was first told. */
async function conflictJson(
  change: Transaction<Tables>,
  state: PushState,
  room: AnswerRoom,
  { id, code, refuse }: { readonly id: string; readonly code: string; readonly refuse: Answers['refuse'] },
): Promise<string> {
  const current = state.drafts.get(code);
  if (current === undefined) return refuse(id, { code: 'VERSION_UNKNOWN', details: { current: 0 } });
  const content = current.content ?? (await contentOf(change, code));
  const json = draftJson({ ...current, content }, state.names);
  if (!room.has(json)) return laterJson(id);
  return `{"outcome":"conflict","id":${JSON.stringify(id)},"current":${json}}`;
}

async function contentOf(change: Transaction<Tables>, code: string): Promise<string> {
  const { content } = await change
    .selectFrom('drafts')
    .select('content')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return content;
}

/**
 * Only what changed something: what was refused or met a conflict meets the same again, for versions only grow, and
 * whoever sends such things on and on must not fill the disk.
 */
function remember(state: PushState, { mutation, digest }: ReadMutation, answer: string): string {
  state.earlier.set(mutation.id, { digest, answer });
  state.written.results.push({ id: mutation.id, digest, answer });
  return answer;
}

function wrongBlob(
  state: PushState,
  one: ReadMutation,
  draft: StandingDraft | undefined,
): Failure | undefined {
  if (one.blobs === draft?.blobs) return undefined;
  const cited = new Map(citedBlobs(draft?.blobs ?? '').map(({ sha256, size }) => [sha256, size]));
  for (const { sha256, size } of citedBlobs(one.blobs)) {
    const known = cited.get(sha256) ?? state.blobs.get(sha256);
    if (known === undefined) return { code: 'BLOB_MISSING', details: { sha256 } };
    if (known !== size) {
      return { code: 'MUTATION_INVALID', details: { path: 'attachments', sha256, size, known } };
    }
  }
  return undefined;
}

function nextRow(
  pusher: Pusher,
  one: Sequenced,
  draft: StandingDraft | undefined,
  createdBy: string,
): StandingDraft {
  const at = pusher.at.toISOString();
  const { mutation } = one;
  const row: StandingDraft = {
    code: mutation.code,
    unit_code: pusher.unitCode,
    version: (draft?.version ?? 0) + 1,
    dossier_version: mutation.kind === 'save' ? mutation.dossierVersion : (draft?.dossier_version ?? 0),
    state: mutation.kind === 'save' ? 'open' : 'deleted',
    created_by: createdBy,
    created_at: draft?.created_at ?? at,
    updated_by: pusher.username,
    updated_at: at,
    sequence: one.sequence,
    cause: mutation.kind === 'save' ? mutation.cause : 'deleted',
    device: pusher.device,
    run_began_at: at,
    // A tombstone keeps its last content.
    blobs: mutation.kind === 'save' ? one.blobs : (draft?.blobs ?? ''),
    content: mutation.kind === 'save' ? one.content : draft?.content,
  };
  return continuesRun(draft, row) ? { ...row, run_began_at: draft.run_began_at } : row;
}

function write(
  { drafts, written }: PushState,
  pusher: Pusher,
  before: StandingDraft | undefined,
  row: StandingDraft,
  revived: boolean,
): void {
  const { code, version } = row;
  drafts.set(code, row);
  written.drafts.set(code, row);
  if (continuesRun(before, row)) {
    const unwritten = written.versions.delete(`${code} ${before.version}`);
    if (!unwritten) written.thinned.push(code);
  }
  written.versions.set(`${code} ${version}`, {
    draft_code: code,
    version,
    at: row.updated_at,
    by: row.updated_by,
    cause: row.cause,
    content: row.content,
  });
  if (row.blobs !== before?.blobs) {
    for (const { sha256, size } of citedBlobs(row.blobs)) {
      const citation = { draft_code: code, sha256, size, unit_code: row.unit_code };
      written.citations.set(`${code} ${sha256}`, citation);
    }
  }
  const action = auditOf(before, row, revived);
  if (action === undefined) return;
  written.audit.push({
    at: pusher.at,
    actor: pusher.username,
    action,
    subject: code,
    details: { version, sequence: row.sequence, device: pusher.device },
  });
}

/** What is written down for good: beginnings and ends, not each edit. */
function auditOf(
  before: StandingDraft | undefined,
  row: StandingDraft,
  revived: boolean,
): string | undefined {
  if (row.state === 'deleted') return 'draft.delete';
  if (revived) return 'draft.revive';
  if (before === undefined || before.state === 'forwarded') return 'draft.create';
  return undefined;
}
