import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** SHA-256 of nothing: an empty file is here without being sent. */
export const emptyBlob = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Most values in one list of a query. */
const listLimit = 1000;

/**
 * Sizes of those blobs that a unit has: whole uploads of its people, attachments of its drafts, documents of its
 * dossiers. A blob that only another unit has is unknown.
 */
export async function knownBlobs(
  db: Kysely<Tables>,
  unitCode: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map([[emptyBlob, 0]]);
  for (let start = 0; start < hashes.length; start += listLimit) {
    const some = hashes.slice(start, start + listLimit);
    const uploaded = await db
      .selectFrom('draft_uploads')
      .select(['sha256', 'length as size'])
      .where('sha256', 'in', some)
      .where('unit_code', '=', unitCode)
      .where('state', '=', 'whole')
      .execute();
    const cited = await db
      .selectFrom('draft_blobs')
      .select(['sha256', 'size'])
      .where('sha256', 'in', some)
      .where('unit_code', '=', unitCode)
      .execute();
    const sent = await dossierBlobs(db, unitCode, some);
    for (const { sha256, size } of [...uploaded, ...cited, ...sent]) known.set(sha256, size);
  }
  return known;
}

/** Those of the blobs that are documents of the unit's dossiers. */
export async function dossierBlobs(
  db: Kysely<Tables>,
  unitCode: string,
  hashes: readonly string[],
): Promise<readonly { readonly sha256: string; readonly size: number }[]> {
  return db
    .selectFrom('revisions')
    .innerJoin('dossiers', 'dossiers.code', 'revisions.dossier_code')
    .select(['revisions.sha256', 'revisions.size'])
    .where('revisions.sha256', 'in', hashes)
    .where('dossiers.unit_code', '=', unitCode)
    .execute();
}
