import Database from 'better-sqlite3';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { migrations, type Migration } from './migrations/all.ts';

export type DraftDatabase = Database.Database;

/**
 * Opens (and brings up to date) the local store. WAL with `synchronous=FULL`: a committed change survives a power cut.
 * STORE_NEWER when the file was written by a newer version: it is left untouched.
 */
export function openDatabase(file: string, steps: readonly Migration[] = migrations): DraftDatabase {
  let database: DraftDatabase;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new Database(file);
    chmodSync(file, 0o600);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
  } catch (cause) {
    throw storeFailed(file, cause);
  }
  try {
    migrate(database, file, steps);
  } catch (cause) {
    database.close();
    throw cause instanceof DvcttError ? cause : storeFailed(file, cause);
  }
  return database;
}

function migrate(database: DraftDatabase, file: string, steps: readonly Migration[]): void {
  const found = Number(database.pragma('user_version', { simple: true }));
  const newest = steps.at(-1)?.version ?? 0;
  if (found > newest) throw new DvcttError('STORE_NEWER', { file, found, supported: newest });
  for (const step of steps) {
    if (step.version <= found) continue;
    // The version moves in the same transaction as the change, so a cut leaves either the old or the new state.
    database.transaction(() => {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
}

/** A failure of disk or file, naming the file so that support knows where to look. */
export function storeFailed(file: string, cause: unknown): DvcttError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DvcttError('STORE_FAILED', { file, reason }, { cause });
}
