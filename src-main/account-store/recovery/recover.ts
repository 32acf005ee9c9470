import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, openEncrypted } from '../open-database.ts';
import { StoreDatabase } from '../store-database.ts';
import { syncFolder } from '../whole-file.ts';
import { storeParts } from '../store-parts.ts';
import { rebuild } from './rebuild.ts';
import { salvage, type Salvaged } from './salvage.ts';
import { replaceSchemaPages } from './schema-pages.ts';

const files = (folder: string) => ({
  store: join(folder, 'store.sqlite'),
  /** Whole once the damaged file is out of the way. */
  made: join(folder, 'store.sqlite.recovered'),
  reading: join(folder, 'store.sqlite.reading'),
});

/**
 * Makes a new database of what can be read of the damaged one, then puts the damaged one aside; it is never deleted. A
 * cut leaves either the damaged file where it was, or the new one ready to take its place (`finishRecovery`).
 */
export function recover(options: {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly now: () => Date;
}): void {
  const { folder, key, now } = options;
  const { store, made, reading } = files(folder);
  removeDatabase(made);
  const database = new StoreDatabase(folder, openDatabase(made, key));
  let salvaged: Salvaged = { drafts: 0, versions: 0, changes: 0, lostBases: true };
  try {
    for (const prepare of [() => undefined, () => replaceSchemaPages(reading, key)]) {
      copyDatabase(store, reading);
      prepare();
      const found = readDamaged(reading, key, database);
      if (found === undefined) continue;
      salvaged = found;
      break;
    }
    const aside = asideFolder(folder, now());
    const parts = storeParts(database, now);
    database.write(() => {
      rebuild(parts, salvaged.lostBases);
      const { drafts, versions, changes } = salvaged;
      parts.notices.add('recovered', { folder: aside, drafts, versions, changes });
    });
    database.close();
    removeDatabase(reading);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    if (existsSync(store)) renameSync(store, join(aside, 'store.sqlite'));
    finishRecovery(folder, aside);
  } finally {
    if (database.isOpen) database.close();
    removeDatabase(reading);
  }
}

/** Puts a finished new database in the place that the damaged one has left. */
export function finishRecovery(folder: string, aside = asideFolder(folder, new Date())): void {
  const { store, made } = files(folder);
  if (existsSync(store) || !existsSync(made)) return;
  // A log that stayed behind belongs to the damaged database and would be played into the new one.
  if (existsSync(`${store}-wal`)) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    renameSync(`${store}-wal`, join(aside, 'store.sqlite-wal'));
  }
  renameSync(made, store);
  syncFolder(folder);
}

/** Undefined when not even its schema can be read. */
function readDamaged(file: string, key: Uint8Array, into: StoreDatabase): Salvaged | undefined {
  if (!existsSync(file)) return undefined;
  const damaged = openEncrypted(file, key);
  try {
    damaged.pragma('locking_mode = EXCLUSIVE');
    damaged.prepare('SELECT name FROM sqlite_master').all();
    return into.write(() => salvage(damaged, into));
  } catch {
    return undefined;
  } finally {
    damaged.close();
  }
}

function asideFolder(folder: string, at: Date): string {
  return join(folder, `damaged-${at.toISOString().replaceAll(/[:.]/g, '-')}`);
}

function copyDatabase(from: string, to: string): void {
  removeDatabase(to);
  for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
}

function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true });
}
