import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import pg from 'pg';
import { startBackend as start, type Backend, type BackendOptions } from '#backend/server.ts';

/** Whether this is the round on PostgreSQL. */
export const onPostgres = (process.env['DVCTT_TEST_POSTGRES'] ?? '') !== '';

/**
 * The backend in this process, as `startBackend` of the product: on SQLite, or in the project `postgres` on a schema
 * of its own for each data folder, so that a restart finds what was there.
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const database = options.database ?? (await databaseFor(options.dataFolder));
  return start({ ...options, ...(database === undefined ? {} : { database }) });
}

/** Where the store of a data folder is in this run: `postgres://…`, or undefined for SQLite's file in the folder. */
export async function databaseFor(dataFolder: string): Promise<string | undefined> {
  const cluster = process.env['DVCTT_TEST_POSTGRES'];
  if (cluster === undefined || cluster === '') return undefined;
  const digest = createHash('sha256').update(resolve(dataFolder)).digest('hex');
  return databaseOfItsOwn(cluster, `s_${digest.slice(0, 24)}`);
}

/** The address of a schema, which is made when absent, in the database at `cluster`. */
export async function databaseOfItsOwn(cluster: string, schema: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  try {
    await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`);
  } finally {
    await client.end();
  }
  const url = new URL(cluster);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  return url.href;
}
