import type { Kysely, Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StagedRow, Tables } from '../store/tables.ts';
import type { Desk } from './desk.ts';

/**
 * Puts a received upload among the waiting ones, in the place of whatever the same person sent for the same document
 * before. The hashes of that may now be without a reference.
 */
export async function stage(desk: Desk, row: StagedRow): Promise<readonly string[]> {
  const { dossier_code: code, document_id: id, username } = row;
  return desk.store.transaction().execute(async (change) => {
    const earlier = await change
      .deleteFrom('staged')
      .where('dossier_code', '=', code)
      .where('document_id', '=', id)
      .where('username', '=', username)
      .returning('sha256')
      .execute();
    await change.insertInto('staged').values(row).execute();
    return earlier.map(({ sha256 }) => sha256);
  });
}

/**
 * Forgets the uploads for a dossier, of whomever: a step has been taken; `ids`: only those for these documents. The hashes
 * may now be without a reference.
 */
export async function forgetStaged(
  change: Transaction<Tables>,
  code: string,
  ids?: readonly string[],
): Promise<readonly string[]> {
  const all = change.deleteFrom('staged').where('dossier_code', '=', code);
  const forgotten = await (ids === undefined ? all : all.where('document_id', 'in', ids))
    .returning('sha256')
    .execute();
  return forgotten.map(({ sha256 }) => sha256);
}

/**
 * Looked at inside the transaction that commits them: an upload may have been replaced, and its bytes removed, since
 * the checks before. @throws DvcttError DOCUMENT_CHANGED
 */
export async function requireStillHere(
  change: Transaction<Tables>,
  documents: readonly { readonly name: string; readonly sha256: string }[],
): Promise<void> {
  for (const { name, sha256 } of documents) {
    if (!(await isReferenced(change, sha256)))
      throw new DvcttError('DOCUMENT_CHANGED', { name, what: 'sent anew meanwhile' });
  }
}

/** The bytes of an upload. @throws DvcttError DOCUMENT_CHANGED when it was replaced since it was looked up */
export async function readStaged(desk: Desk, name: string, sha256: string): Promise<Uint8Array> {
  const bytes = await desk.blobs.readIfThere(sha256);
  if (bytes === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name, what: 'sent anew meanwhile' });
  return bytes;
}

/** Removes those of the blobs that no upload, no revision, no draft and no registration refers to. */
export async function dropUnreferenced(
  desk: Pick<Desk, 'store' | 'blobs'>,
  hashes: readonly string[],
): Promise<void> {
  for (const sha256 of new Set(hashes)) {
    await desk.blobs.removeUnless(sha256, () => isReferenced(desk.store, sha256));
  }
}

async function isReferenced(db: Kysely<Tables>, sha256: string): Promise<boolean> {
  for (const table of ['staged', 'revisions', 'draft_blobs', 'draft_uploads'] as const) {
    const found = await db
      .selectFrom(table)
      .select('sha256')
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst();
    if (found !== undefined) return true;
  }
  const registered = await db
    .selectFrom('registration_documents')
    .select('id')
    .where((row) => row.or([row('original_sha256', '=', sha256), row('signed_sha256', '=', sha256)]))
    .limit(1)
    .executeTakeFirst();
  return registered !== undefined;
}
