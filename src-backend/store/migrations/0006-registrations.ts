import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Registration dossiers, links, letters, one-time passwords, limits of what strangers may ask, and where an audited act came from. */
export async function registrations(db: Kysely<Tables>): Promise<void> {
  await registrationTables(db);
  await standingTables(db);
  await mailTables(db);
  await peopleColumns(db);
}

async function registrationTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('registrations')
    .addColumn('code', 'varchar(19)', (column) => column.primaryKey())
    .addColumn('kind', 'varchar(10)', (column) => column.notNull())
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull())
    .addColumn('treasury_code', 'varchar(4)', (column) => column.notNull().references('treasuries.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('status', 'varchar(20)', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('before', 'text')
    .addColumn('unit_name', 'text', (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .addColumn('secret_hash', 'varchar(64)')
    .addColumn('created_by', 'varchar(100)')
    .addColumn('copied_from', 'varchar(19)')
    .addColumn('created_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('updated_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('registrations_by_unit')
    .on('registrations')
    .columns(['unit_code', 'updated_at'])
    .execute();
  await db.schema
    .createIndex('registrations_by_treasury')
    .on('registrations')
    .columns(['treasury_code', 'status'])
    .execute();
  await db.schema
    .createTable('registration_members')
    .addColumn('code', 'varchar(19)', (column) => column.notNull().references('registrations.code'))
    .addColumn('member_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('asked_sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('state', 'varchar(12)', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(30)')
    .addColumn('certificate', 'text')
    .addColumn('thumbprint', 'varchar(64)')
    .addPrimaryKeyConstraint('registration_members_key', ['code', 'member_id'])
    .execute();
  await db.schema
    .createTable('registration_links')
    .addColumn('secret_hash', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('code', 'varchar(19)', (column) => column.notNull().references('registrations.code'))
    .addColumn('member_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('purpose', 'varchar(10)', (column) => column.notNull())
    .addColumn('mail_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('created_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('expires_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('used_at', 'varchar(30)')
    .addColumn('replaced_at', 'varchar(30)')
    .execute();
  await db.schema
    .createIndex('registration_links_by_member')
    .on('registration_links')
    .columns(['code', 'member_id'])
    .execute();
  await db.schema
    .createTable('registration_log')
    .addColumn('code', 'varchar(19)', (column) => column.notNull().references('registrations.code'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('status', 'varchar(20)', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('registration_log_key', ['code', 'position'])
    .execute();
  await db.schema
    .createTable('registration_documents')
    .addColumn('code', 'varchar(19)', (column) => column.notNull().references('registrations.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('id', 'varchar(20)', (column) => column.notNull())
    .addColumn('original_sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('original_size', 'integer', (column) => column.notNull())
    .addColumn('signed_sha256', 'varchar(64)')
    .addColumn('signed_size', 'integer')
    .addColumn('signed_by', 'varchar(64)')
    .addColumn('signed_at', 'varchar(30)')
    .addPrimaryKeyConstraint('registration_documents_key', ['code', 'version', 'id'])
    .execute();
  await db.schema
    .createTable('registration_mutations')
    .addColumn('code', 'varchar(19)', (column) => column.notNull())
    .addColumn('mutation_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('request_sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('registration_mutations_key', ['code', 'mutation_id'])
    .execute();
}

async function standingTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('standing_registrations')
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('code', 'varchar(19)')
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('approved_at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_registrations_key', ['unit_code', 'version'])
    .execute();
  await db.schema
    .createTable('account_files')
    .addColumn('unit_code', 'varchar(7)', (column) => column.primaryKey())
    .addColumn('first_signers', 'integer', (column) => column.notNull())
    .addColumn('second_signers', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('allowances')
    .addColumn('key', 'varchar(300)', (column) => column.primaryKey())
    .addColumn('used', 'integer', (column) => column.notNull())
    .addColumn('since', 'varchar(30)', (column) => column.notNull())
    .execute();
}

async function mailTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('mails')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('position', 'integer', (column) => column.notNull().unique())
    .addColumn('letter', 'text', (column) => column.notNull())
    .addColumn('kind', 'varchar(40)', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('created_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('sent_at', 'varchar(30)')
    .addColumn('problem', 'text')
    .execute();
  await db.schema.createIndex('mails_by_state').on('mails').columns(['state', 'next_at']).execute();
}

async function peopleColumns(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('people').addColumn('password_expires_at', 'varchar(30)').execute();
  await db.schema.alterTable('people').addColumn('email', 'text').execute();
  await db.schema
    .alterTable('audit')
    .addColumn('origin', 'varchar(60)', (column) => column.notNull().defaultTo(''))
    .execute();
}
