import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** When a person's access was taken back, and the secret by which their machines know that it was the server's word. */
export async function revocation(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('people').addColumn('revoked_at', 'varchar(30)').execute();
  await db.schema.alterTable('people').addColumn('wipe_secret', 'varchar(43)').execute();
}
