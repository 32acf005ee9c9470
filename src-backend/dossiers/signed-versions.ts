/** Versions whose signatures are void: what stays readable of them, and why they count no longer. */
import type { Kysely } from 'kysely';
import type { SignedVersion } from '#shared/contract/http.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import type { Person } from '../accounts/person.ts';
import type { Tables } from '../store/tables.ts';
import { requireDossier } from './find.ts';

/**
 * Signed at least in part, and returned or replaced since; newest first.
 * @throws DvcttError DOSSIER_NOT_FOUND when it is not this person's to see
 */
export async function signedVersions(
  db: Kysely<Tables>,
  person: Person,
  code: string,
): Promise<SignedVersion[]> {
  const row = await requireDossier(db, person, code);
  const signatures = await signaturesOf(db, code);
  if (signatures.size === 0) return [];
  const forwarded = await forwardings(db, code);
  const returns = await returnsOf(db, code);
  const counts = await documentCounts(db, code);
  return forwarded.flatMap(({ version, at, by }) => {
    const signedBy = signatures.get(version);
    if (signedBy === undefined) return [];
    const next = forwarded.find((other) => other.version === version + 1);
    const voided =
      returns.get(version) ?? (next && ({ why: 'edited', at: next.at, by: next.by, note: '' } as const));
    if (voided === undefined || (version === row.version && !cameBack(row.status))) return [];
    return {
      version,
      forwardedAt: at,
      forwardedBy: by,
      documentCount: counts.get(version) ?? 0,
      signedBy,
      voided,
      ...(next === undefined ? {} : { replaced: { at: next.at, by: next.by } }),
    };
  });
}

/** Every version that was forwarded, newest first, with the name of who did it. */
function forwardings(db: Kysely<Tables>, code: string) {
  return db
    .selectFrom('dossier_versions')
    .leftJoin('people', 'people.username', 'dossier_versions.by')
    .select(({ fn }) => [
      'dossier_versions.version',
      'dossier_versions.at',
      fn.coalesce('people.name', 'dossier_versions.by').as('by'),
    ])
    .where('dossier_code', '=', code)
    .orderBy('dossier_versions.version', 'desc')
    .execute();
}

/** By version: who signed how many of its documents, in the order of the steps. A deputy signs beside the one they stand in for. */
async function signaturesOf(
  db: Kysely<Tables>,
  code: string,
): Promise<ReadonlyMap<number, SignedVersion['signedBy']>> {
  const rows = await db
    .selectFrom('revisions')
    .leftJoin('people', 'people.username', 'revisions.username')
    .select(({ fn }) => [
      'revisions.version',
      'revisions.step',
      fn.coalesce('people.name', 'revisions.username').as('name'),
      fn.max('revisions.at').as('at'),
      fn.countAll().as('documents'),
    ])
    .where('revisions.dossier_code', '=', code)
    .where('revisions.step', 'is not', null)
    .groupBy(['revisions.version', 'revisions.step', 'revisions.username', 'people.name'])
    .execute();
  const signed = new Map<number, SignedVersion['signedBy']>();
  for (const { version, step, name, at, documents } of rows) {
    if (step === null) continue;
    // PostgreSQL counts in bigint, which comes as text.
    const signature = { step, name, at, documentCount: Number(documents) };
    signed.set(version, [...(signed.get(version) ?? []), signature]);
  }
  for (const own of signed.values())
    own.sort((one, other) => place[one.step] - place[other.step] || (one.at < other.at ? -1 : 1));
  return signed;
}

const place: Readonly<Record<SigningStep, number>> = { KTT: 0, CTK: 1 };

/**
 * By version: when and why it went back to its author. The log has no versions, but each forwarding writes one row of
 * CHO_KTT_KY: the n-th is of version n.
 */
async function returnsOf(
  db: Kysely<Tables>,
  code: string,
): Promise<ReadonlyMap<number, SignedVersion['voided']>> {
  const log = await db
    .selectFrom('status_log')
    .select(['status', 'note', 'at', 'by'])
    .where('dossier_code', '=', code)
    .orderBy('position')
    .execute();
  const returns = new Map<number, SignedVersion['voided']>();
  let version = 0;
  for (const { status, note, at, by } of log) {
    if (status === 'CHO_KTT_KY') version += 1;
    if (status === 'TRA_LAI') returns.set(version, { why: 'returned', at, by, note });
    if (status === 'YEU_CAU_BO_SUNG') returns.set(version, { why: 'supplement', at, by, note });
  }
  return returns;
}

async function documentCounts(db: Kysely<Tables>, code: string): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('documents')
    .select(({ fn }) => ['version', fn.countAll().as('documents')])
    .where('dossier_code', '=', code)
    .groupBy('version')
    .execute();
  return new Map(rows.map(({ version, documents }) => [version, Number(documents)]));
}
