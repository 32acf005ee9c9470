import type Database from 'better-sqlite3-multiple-ciphers';
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskFailure, isDamage } from '../disk-failure.ts';
import { openDatabase } from '../open-database.ts';
import { StoreDatabase } from '../store-database.ts';
import { damageMark } from './damage-mark.ts';
import { finishRecovery, recover } from './recover.ts';

export interface Opening {
  readonly folder: string;
  readonly key: Uint8Array;
  /** Whether the store was ever made as a whole: then a missing or empty file is a loss, and not a beginning. */
  readonly finished: boolean;
  readonly now: () => Date;
}

/** Opens the store's database; a damaged one is set aside and what can be read of it is carried into a new one. */
export function openOrRecover(opening: Opening): StoreDatabase {
  const { folder, key, finished } = opening;
  try {
    const file = join(folder, 'store.sqlite');
    finishRecovery(folder);
    if (!finished) return opened(folder, file, key);
    if (existsSync(damageMark(folder)) || !looksWhole(file)) return recovered(opening, file);
    try {
      return opened(folder, file, key);
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      return recovered(opening, file);
    }
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
}

function recovered(opening: Opening, file: string): StoreDatabase {
  recover(opening);
  const database = opened(opening.folder, file, opening.key);
  rmSync(damageMark(opening.folder), { force: true });
  return database;
}

function opened(folder: string, file: string, key: Uint8Array): StoreDatabase {
  const database = openDatabase(file, key);
  try {
    readALittle(database);
  } catch (cause) {
    database.close();
    throw cause;
  }
  return new StoreDatabase(folder, database);
}

/** A damage of what every start needs shows now and not in the middle of work; the rest shows when it is read. */
function readALittle(database: Database.Database): void {
  for (const table of ['facts', 'entry_counts', 'outbox', 'conflicts', 'notices']) {
    database.prepare(`SELECT * FROM ${table} LIMIT 10`).all();
  }
  for (const table of ['drafts', 'versions', 'entries', 'dossiers']) {
    const key = table === 'entries' ? 'touch' : 'id';
    database.prepare(`SELECT ${key} FROM ${table} ORDER BY ${key} DESC LIMIT 1`).all();
    database.prepare(`SELECT ${key} FROM ${table} ORDER BY ${key} LIMIT 1`).all();
  }
}

/** SQLite takes an empty file for a new database, and passes over a log whose heading it does not know. */
function looksWhole(file: string): boolean {
  if (!existsSync(file) || statSync(file).size < 4096) return false;
  const log = `${file}-wal`;
  if (!existsSync(log) || statSync(log).size < 32) return true;
  const magic = Buffer.alloc(4);
  const handle = openSync(log, 'r');
  try {
    readSync(handle, magic, 0, 4, 0);
  } finally {
    closeSync(handle);
  }
  // sqlite.org/fileformat2.html §4.1; the heading is not encrypted.
  return [0x377f0682, 0x377f0683].includes(magic.readUInt32BE());
}
