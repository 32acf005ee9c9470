import Database from 'better-sqlite3';
import { SqliteDialect, type Dialect } from 'kysely';
import { chmodSync } from 'node:fs';
import { DvcttError } from '#shared/contract/errors.ts';
import { GuardedDriver } from './guarded-driver.ts';

/**
 * The file for this process alone, or `toRead` it as it stands. WAL with `synchronous=FULL`: what was answered is on
 * the disk. @throws DvcttError STORE_IN_USE while another process has it, STORE_FAILED when it cannot be used
 */
export function sqliteDialect(file: string, { toRead = false } = {}): Dialect {
  const translate = (cause: unknown) => failureOf(cause, file);
  try {
    const dialect = new SqliteDialect({ database: toRead ? look(file) : own(file) });
    return {
      createDriver: () => new GuardedDriver(dialect.createDriver(), { translate }),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    };
  } catch (cause) {
    throw translate(cause);
  }
}

/** Keeps a second server from a folder by a file in it. @throws DvcttError STORE_IN_USE, STORE_FAILED */
export function holdFolder(file: string): { release(): void } {
  try {
    const database = own(file);
    return { release: () => void database.close() };
  } catch (cause) {
    throw failureOf(cause, file);
  }
}

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

/** Not opened read-only: what a killed server left in the write-ahead log is part of the store, and must be taken in. */
function look(file: string): Database.Database {
  const database = new Database(file, { fileMustExist: true });
  try {
    database.pragma('busy_timeout = 2000');
    database.pragma('query_only = ON');
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** Result codes of a disk or file that fails; others are the program's own mistakes and stay as they are. */
const diskCodes = /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|PERM|AUTH)/;

function failureOf(cause: unknown, file: string): unknown {
  if (!(cause instanceof Database.SqliteError)) return cause;
  const details = { file, reason: cause.message };
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code)) return new DvcttError('STORE_IN_USE', details, { cause });
  return diskCodes.test(cause.code) ? new DvcttError('STORE_FAILED', details, { cause }) : cause;
}
