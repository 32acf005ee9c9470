import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../migrate.ts';
import type { Tables } from '../tables.ts';

/**
 * The database itself refuses to change or delete what was audited. Whoever owns the database can still take the
 * trigger off: the hash chain shows what they did.
 */
export async function appendOnlyAudit(db: Kysely<Tables>, kind: StoreKind): Promise<void> {
  if (kind === 'sqlite') {
    for (const event of ['update', 'delete']) {
      await sql`create trigger ${sql.ref(`audit_no_${event}`)} before ${sql.raw(event)} on audit
        begin select raise(abort, 'audit is append-only'); end`.execute(db);
    }
    return;
  }
  await sql`create function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception 'audit is append-only'; end $$`.execute(db);
  // A statement, not each row: TRUNCATE touches no row.
  await sql`create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_audit_change()`.execute(db);
}
