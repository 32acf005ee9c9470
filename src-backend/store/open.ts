import Database from 'better-sqlite3';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { chmodSync } from 'node:fs';
import { DvcttError } from '#shared/contract/errors.ts';
import { migrations, type Migration } from './migrations/all.ts';
import type { Tables } from './tables.ts';

export type Store = Kysely<Tables>;

/**
 * Opens the server's SQLite store and brings it up to date. WAL with `synchronous=FULL`: what was answered is on the
 * disk. @throws DvcttError STORE_NEWER when a newer version wrote the file, which is then left untouched.
 */
export async function openStore(file: string, steps: readonly Migration[] = migrations): Promise<Store> {
  const database = own(file);
  const store: Store = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  try {
    await migrate(store, file, steps);
  } catch (cause) {
    await store.destroy();
    throw cause;
  }
  return store;
}

/** Opens the file for this process alone. */
function own(file: string): Database.Database {
  const database = new Database(file);
  try {
    // Password hashes live here: the file is its owner's alone (a store in memory, for tests, has none).
    if (file !== ':memory:') chmodSync(file, 0o600);
    database.pragma('busy_timeout = 2000');
    // A second server on the folder would sweep away uploads that the first is taking in.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

async function migrate(store: Store, file: string, steps: readonly Migration[]): Promise<void> {
  const found = await versionOf(store);
  const newest = steps.at(-1)?.version ?? 0;
  if (found > newest) throw new DvcttError('STORE_NEWER', { file, found, supported: newest });
  for (const step of steps) {
    if (step.version <= found) continue;
    await store.transaction().execute(async (change) => {
      await step.up(change);
      // SQLite's header field moves with the transaction; PRAGMA takes no bound parameters.
      await sql.raw(`PRAGMA user_version = ${step.version}`).execute(change);
    });
  }
}

async function versionOf(store: Store): Promise<number> {
  const answer = await sql<{ user_version: number }>`PRAGMA user_version`.execute(store);
  return answer.rows[0]?.user_version ?? 0;
}
