import Database from 'better-sqlite3-multiple-ciphers';
import { chmodSync } from 'node:fs';
import { migrate } from './migrations/migrate.ts';
import { migrations, type Migration } from './migrations/all.ts';

/** Another opener is told at once that the store is in use: nobody waits behind a person who works. */
const patience = 200;

/**
 * Opens an encrypted database file (ChaCha20-Poly1305, a tag on every page) for this process alone and brings its schema
 * up to date. WAL with `synchronous=FULL`: a committed change survives a power cut. Throws what SQLite throws.
 */
export function openDatabase(
  file: string,
  key: Uint8Array,
  steps: readonly Migration[] = migrations,
): Database.Database {
  const database = openEncrypted(file, key);
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    // Reads the first page: a wrong key or a damaged header shows here, and the lock is taken.
    database.pragma('journal_mode = WAL');
    chmodSync(file, 0o600);
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // Sorting must not leave readable pages in temporary files, which are not encrypted.
    database.pragma('temp_store = MEMORY');
    database.pragma('secure_delete = FAST');
    // 64 MiB: moving the log into the file rewrites every page under the cipher, and a long pull would do it all the time.
    database.pragma('wal_autocheckpoint = 16000');
    migrate(database, file, steps);
  } catch (cause) {
    database.close();
    throw cause;
  }
  return database;
}

/** The file under its key, and nothing else decided. */
export function openEncrypted(file: string, key: Uint8Array): Database.Database {
  const database = new Database(file, { timeout: patience });
  try {
    database.pragma("cipher = 'chacha20'");
    database.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
  } catch (cause) {
    database.close();
    throw cause;
  }
  return database;
}
