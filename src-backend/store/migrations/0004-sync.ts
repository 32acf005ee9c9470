import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Drafts shared by a unit's accountants, their history and attachments, and the one order of all changes. */
export async function sync(db: Kysely<Tables>): Promise<void> {
  await orderTables(db);
  await draftTables(db);
  await blobTables(db);
}

async function orderTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('sequences')
    .addColumn('name', 'varchar(20)', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('incarnations')
    .addColumn('ordinal', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'varchar(16)', (column) => column.notNull().unique())
    .addColumn('began_after', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('purges')
    .addColumn('unit_code', 'varchar(7)', (column) => column.primaryKey().references('units.code'))
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .alterTable('dossiers')
    .addColumn('sequence', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  const earlier = await db
    .selectFrom('dossiers')
    .select('code')
    .orderBy('updated_at')
    .orderBy('code')
    .execute();
  for (const [index, { code }] of earlier.entries()) {
    await db
      .updateTable('dossiers')
      .set({ sequence: index + 1 })
      .where('code', '=', code)
      .execute();
  }
  await db.insertInto('sequences').values({ name: 'changes', value: earlier.length }).execute();
  await db.schema
    .createIndex('dossiers_by_sequence')
    .on('dossiers')
    .columns(['unit_code', 'sequence'])
    .execute();
}

async function draftTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('drafts')
    .addColumn('code', 'varchar(19)', (column) => column.primaryKey())
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('dossier_version', 'integer', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('created_by', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('created_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('updated_by', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('updated_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('cause', 'varchar(10)', (column) => column.notNull())
    .addColumn('device', 'varchar(36)', (column) => column.notNull())
    .addColumn('run_began_at', 'varchar(30)', (column) => column.notNull())
    .addColumn('blobs', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('drafts_by_sequence').on('drafts').columns(['unit_code', 'sequence']).execute();
  await db.schema
    .createTable('draft_versions')
    .addColumn('draft_code', 'varchar(19)', (column) => column.notNull().references('drafts.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addColumn('by', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('cause', 'varchar(10)', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('draft_versions_key', ['draft_code', 'version'])
    .execute();
}

async function blobTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('draft_blobs')
    .addColumn('draft_code', 'varchar(19)', (column) => column.notNull().references('drafts.code'))
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addPrimaryKeyConstraint('draft_blobs_key', ['draft_code', 'sha256'])
    .execute();
  await db.schema
    .createIndex('draft_blobs_by_blob')
    .on('draft_blobs')
    .columns(['sha256', 'unit_code'])
    .execute();
  await db.schema
    .createTable('draft_uploads')
    .addColumn('unit_code', 'varchar(7)', (column) => column.notNull().references('units.code'))
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('draft_uploads_key', ['unit_code', 'username', 'sha256'])
    .execute();
  await db.schema
    .createIndex('draft_uploads_by_blob')
    .on('draft_uploads')
    .columns(['sha256', 'unit_code'])
    .execute();
  await db.schema.createIndex('draft_uploads_by_person').on('draft_uploads').column('username').execute();
}
