import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { diskFailure } from './disk-failure.ts';
import { deriveStoreKey, saltFile } from './key/store-key.ts';
import type { OpenStore } from './open-store.ts';
import { openEncrypted } from './open-database.ts';
import { syncFolder } from './whole-file.ts';

/**
 * Makes a store unreadable: its salt goes first and for good, then the files. Answers how many unsent changes went with
 * it, as far as they could still be counted. A wipe that was cut off is finished by the next one.
 */
export function wipeStore(options: {
  readonly folder: string;
  readonly masterKey: Uint8Array;
  /** The store when it is open now. */
  readonly standing: OpenStore | undefined;
}): number {
  const { folder, masterKey, standing } = options;
  if (!existsSync(folder)) return 0;
  const unsent = standing?.isOpen === true ? countOpen(standing) : countClosed(folder, masterKey);
  try {
    if (standing?.isOpen === true) standing.close();
  } finally {
    shred(folder);
  }
  return unsent;
}

function shred(folder: string): void {
  try {
    const salt = saltFile(folder);
    if (existsSync(salt)) {
      const handle = openSync(salt, 'r+');
      try {
        writeSync(handle, randomBytes(statSync(salt).size), 0, undefined, 0);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      rmSync(salt);
      syncFolder(folder);
    }
    rmSync(folder, { recursive: true, force: true });
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
}

function countOpen(store: OpenStore): number {
  try {
    return store.unsent();
  } catch {
    // A damaged store is wiped all the same.
    return 0;
  }
}

function countClosed(folder: string, masterKey: Uint8Array): number {
  // SQLite answers one row with one number.
  return (lookUp(folder, masterKey, 'SELECT count(*) FROM outbox') as number | undefined) ?? 0;
}

/** The wipe mark of a closed store; undefined when it has none or cannot be read. */
export function wipeMarkIn(folder: string, masterKey: Uint8Array): string | undefined {
  const mark = lookUp(folder, masterKey, "SELECT value FROM facts WHERE name = 'wipeMark'");
  return typeof mark === 'string' ? mark : undefined;
}

/** One value of a closed store; undefined when it is not there or cannot be read. */
function lookUp(folder: string, masterKey: Uint8Array, sql: string): unknown {
  const file = join(folder, 'store.sqlite');
  if (!existsSync(saltFile(folder)) || !existsSync(file)) return undefined;
  try {
    const key = deriveStoreKey(masterKey, new Uint8Array(readFileSync(saltFile(folder))));
    const database = openEncrypted(file, key);
    try {
      return database.prepare(sql).pluck().get();
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}
