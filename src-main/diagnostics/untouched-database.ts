import Database from 'better-sqlite3-multiple-ciphers';
import { existsSync, rmSync, statSync } from 'node:fs';

/** A program at work is told at once that somebody looks, and the other way round (ms). */
const patience = 200;

/**
 * Lets `look` read an encrypted database that is there, and leaves its bytes, its log and its folder as they were (but
 * for an empty log where the pages could not be read).
 * Throws what SQLite throws, SQLITE_BUSY when a program works with it.
 */
export function withUntouched<T>(file: string, key: Uint8Array, look: (database: Database.Database) => T): T {
  const index = `${file}-shm`;
  const log = `${file}-wal`;
  const had = { index: existsSync(index), log: existsSync(log) };
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: patience });
  try {
    database.pragma("cipher = 'chacha20'");
    database.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
    database.pragma('temp_store = MEMORY');
    return look(database);
  } finally {
    // While the shared lock is held no program can begin to write a log.
    if (!had.log && existsSync(log) && statSync(log).size === 0 && lockHeld(database)) removeQuietly(log);
    // Nobody else's: whoever works with a store keeps its index in memory.
    if (!had.index) removeQuietly(index);
    database.close();
  }
}

/** Whether a program works with the database; says nothing of its content and needs no key. */
export function isAtWork(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    return withUntouched(file, new Uint8Array(32), (database) => {
      database.prepare('SELECT name FROM sqlite_master').all();
      return false;
    });
  } catch (cause) {
    return cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
  }
}

/** SQLite keeps the lock of a log's reader from the first page read until the closing. */
function lockHeld(database: Database.Database): boolean {
  try {
    return Number(database.pragma('schema_version', { simple: true })) >= 0;
  } catch {
    return false;
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Windows keeps what is open; both files are empty of content and serve the next opening.
  }
}
