import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Requests to sign that wait on somebody's phone, so that a restart of the server loses none. */
export async function remoteTransactions(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('remote_transactions')
    .addColumn('secret_hash', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('mutation_id', 'varchar(36)', (column) => column.notNull().unique())
    .addColumn('request_sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('provider', 'varchar(32)', (column) => column.notNull())
    .addColumn('username', 'varchar(100)', (column) => column.notNull())
    .addColumn('alias', 'text', (column) => column.notNull())
    .addColumn('thumbprint', 'varchar(64)', (column) => column.notNull())
    .addColumn('certificate', 'text', (column) => column.notNull())
    .addColumn('algorithm', 'text', (column) => column.notNull())
    .addColumn('documents', 'text', (column) => column.notNull())
    .addColumn('provider_transaction', 'text', (column) => column.notNull())
    .addColumn('code', 'varchar(40)', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('failure', 'text')
    .addColumn('sealed_access', 'text')
    .addColumn('started_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('expires_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('ended_at', 'varchar(30)')
    .execute();
  await db.schema
    .createIndex('remote_transactions_by_start')
    .on('remote_transactions')
    .column('started_at')
    .execute();
  // What stands on one phone is counted before each request; the rows are wide.
  await db.schema
    .createIndex('remote_transactions_by_phone')
    .on('remote_transactions')
    .columns(['username', 'provider', 'ended_at', 'expires_at'])
    .execute();
}
