import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Asking whether anything still refers to a blob must not read whole tables. */
export async function blobReferences(db: Kysely<Tables>): Promise<void> {
  await db.schema.createIndex('revisions_by_blob').on('revisions').column('sha256').execute();
  await db.schema.createIndex('staged_by_blob').on('staged').column('sha256').execute();
  await db.schema.createIndex('staged_by_person').on('staged').column('username').execute();
}
