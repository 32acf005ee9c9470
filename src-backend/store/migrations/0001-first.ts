import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Units, people, sessions, dossiers with their frozen documents and revisions, log, idempotency and audit. */
export async function first(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('treasuries')
    .addColumn('code', 'varchar(4)', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('units')
    .addColumn('code', 'varchar(7)', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('chapter', 'varchar(3)', (column) => column.notNull())
    .addColumn('treasury_code', 'varchar(4)', (column) => column.notNull().references('treasuries.code'))
    .execute();
  await db.schema
    .createTable('unit_accounts')
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addColumn('number', 'varchar(30)', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('unit_accounts_key', ['unit_code', 'number'])
    .execute();
  await db.schema
    .createTable('people')
    .addColumn('username', 'varchar(100)', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'varchar(10)', (column) => column.notNull())
    .addColumn('unit_code', 'varchar(7)', (column) => column.references('units.code'))
    .addColumn('treasury_code', 'varchar(4)', (column) => column.notNull().references('treasuries.code'))
    .addColumn('identity_number', 'varchar(20)', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('certificate_serial', 'varchar(64)')
    .addColumn('certificate_thumbprint', 'varchar(64)')
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('created_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('expires_at', 'varchar(30)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_attempts')
    .addColumn('key', 'varchar(300)', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('locked_until', 'varchar(30)', (column) => column.notNull())
    .execute();
  await dossierTables(db);
  await ledgerTables(db);
}

async function dossierTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('dossiers')
    .addColumn('code', 'varchar(19)', (column) => column.primaryKey())
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addColumn('treasury_code', 'varchar(4)', (column) => column.notNull().references('treasuries.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('status', 'varchar(20)', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('voucher_count', 'integer', (column) => column.notNull())
    .addColumn('total', 'varchar(30)', (column) => column.notNull())
    .addColumn('created_by', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('forwarded_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('updated_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('dossiers_by_unit')
    .on('dossiers')
    .columns(['unit_code', 'updated_at'])
    .execute();
  await db.schema
    .createIndex('dossiers_by_treasury')
    .on('dossiers')
    .columns(['treasury_code', 'status'])
    .execute();
  await db.schema
    .createTable('documents')
    .addColumn('dossier_code', 'varchar(19)', (column) => column.notNull().references('dossiers.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('id', 'varchar(80)', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('documents_key', ['dossier_code', 'version', 'id'])
    .execute();
  await db.schema
    .createTable('revisions')
    .addColumn('dossier_code', 'varchar(19)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('document_id', 'varchar(80)', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('step', 'varchar(3)')
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('certificate_thumbprint', 'varchar(64)')
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('revisions_key', ['dossier_code', 'version', 'document_id', 'number'])
    .addForeignKeyConstraint('revisions_document', ['dossier_code', 'version', 'document_id'], 'documents', [
      'dossier_code',
      'version',
      'id',
    ])
    .execute();
  await db.schema
    .createTable('status_log')
    .addColumn('dossier_code', 'varchar(19)', (column) => column.notNull().references('dossiers.code'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('status', 'varchar(20)', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('status_log_key', ['dossier_code', 'position'])
    .execute();
}

async function ledgerTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('staged')
    .addColumn('dossier_code', 'varchar(19)', (column) => column.notNull())
    .addColumn('document_id', 'varchar(80)', (column) => column.notNull())
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('base', 'varchar(64)', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('staged_key', ['dossier_code', 'document_id', 'username', 'base', 'sha256'])
    .execute();
  await db.schema
    .createTable('mutations')
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('mutation_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('request_sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('mutations_key', ['username', 'mutation_id'])
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('action', 'varchar(40)', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'varchar(64)', (column) => column.notNull())
    .addColumn('hash', 'varchar(64)', (column) => column.notNull())
    .execute();
}
