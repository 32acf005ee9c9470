import { sql } from 'kysely';
import type { Store } from '#backend/store/open.ts';
import { onPostgres } from './start-backend.ts';

/** What somebody who owns the database can do: takes off the triggers that keep the audit log as it is. */
export async function liftAppendOnly(store: Store): Promise<void> {
  if (onPostgres) {
    await sql`drop trigger audit_append_only on audit`.execute(store);
    return;
  }
  await sql`drop trigger audit_no_update`.execute(store);
  await sql`drop trigger audit_no_delete`.execute(store);
}
