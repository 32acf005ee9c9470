/** What support may know of the stores on a machine: sizes, counts and states, never a content. */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3-multiple-ciphers';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import { diskFailure } from '../account-store/disk-failure.ts';
import { checkKey, deriveStoreKey, saltFile } from '../account-store/key/store-key.ts';
import { migrations } from '../account-store/migrations/all.ts';
import { openEncrypted } from '../account-store/open-database.ts';
import { storesFolder } from '../store-key/key-files.ts';
import { asidePrefix } from '../store-key/put-aside.ts';

export interface StoreReport {
  /** Name of its folder. */
  readonly id: string;
  /** Of all its files, attachments and backups included. */
  readonly bytes: number;
  readonly state: 'ok' | 'in-use' | 'locked' | 'wiped' | 'newer' | 'failed';
  readonly failure?: Failure;
  readonly schema?: number;
  /** What SQLite's own check answers; `ok` when it finds nothing. */
  readonly integrity?: string;
  /** Changes that the server does not have; how many of them it refused, and drafts with a conflict. */
  readonly unsent?: number;
  readonly setAside?: number;
  readonly conflicts?: number;
  readonly syncedAt?: string;
  /** Names of folders inside in which damaged files were kept. */
  readonly damaged: readonly string[];
}

export interface StoresReport {
  readonly stores: readonly StoreReport[];
  /** Names of folders in the data folder in which stores without a key were put. */
  readonly setAside: readonly string[];
}

/**
 * Looks at every store of a data folder and changes nothing. Without the key only what lies open is told. `thorough`
 * reads every page; a store may be shut for other programs meanwhile, for some seconds when it is large.
 */
export function reportStores(
  dataFolder: string,
  masterKey: Uint8Array | undefined,
  { thorough }: { readonly thorough: boolean },
): StoresReport {
  return {
    stores: foldersIn(join(dataFolder, storesFolder)).map((id) =>
      reportStore(join(dataFolder, storesFolder, id), id, masterKey, thorough),
    ),
    setAside: foldersIn(dataFolder).filter((name) => name.startsWith(asidePrefix)),
  };
}

function reportStore(
  folder: string,
  id: string,
  masterKey: Uint8Array | undefined,
  thorough: boolean,
): StoreReport {
  const outside = {
    id,
    bytes: bytesIn(folder),
    damaged: foldersIn(folder).filter((name) => /^damaged-/.test(name)),
  };
  if (!existsSync(saltFile(folder))) return { ...outside, state: 'wiped' };
  if (masterKey === undefined) return { ...outside, state: 'locked' };
  try {
    return { ...outside, ...lookInside(folder, masterKey, thorough) };
  } catch (cause) {
    const failure = toFailure(diskFailure(folder, cause));
    return { ...outside, state: failure.code === 'STORE_IN_USE' ? 'in-use' : 'failed', failure };
  }
}

function lookInside(
  folder: string,
  masterKey: Uint8Array,
  thorough: boolean,
): Pick<StoreReport, 'state'> & Partial<StoreReport> {
  const key = deriveStoreKey(masterKey, new Uint8Array(readFileSync(saltFile(folder))));
  checkKey(folder, key);
  const database = openEncrypted(join(folder, 'store.sqlite'), key);
  try {
    database.pragma('query_only = ON');
    const schema = Number(database.pragma('user_version', { simple: true }));
    const newest = migrations.at(-1)?.version ?? 0;
    if (schema > newest) {
      return { state: 'newer', schema, failure: { code: 'STORE_NEWER', details: { folder, found: schema } } };
    }
    const integrity = thorough ? integrityOf(database) : undefined;
    const syncedAt = textOf(database, "SELECT value FROM facts WHERE name = 'syncedAt'");
    return {
      state: integrity === undefined || integrity === 'ok' ? 'ok' : 'failed',
      schema,
      unsent: countOf(database, 'SELECT count(*) FROM outbox'),
      setAside: countOf(database, 'SELECT count(*) FROM outbox WHERE failure IS NOT NULL'),
      conflicts: countOf(database, 'SELECT count(*) FROM conflicts'),
      ...(integrity === undefined ? {} : { integrity }),
      ...(syncedAt === undefined ? {} : { syncedAt }),
    };
  } finally {
    database.close();
  }
}

function integrityOf(database: Database.Database): string {
  return String(database.pragma('integrity_check(1)', { simple: true }));
}

function countOf(database: Database.Database, sql: string): number {
  return Number(database.prepare(sql).pluck().get());
}

function textOf(database: Database.Database, sql: string): string | undefined {
  const value: unknown = database.prepare(sql).pluck().get();
  return typeof value === 'string' ? value : undefined;
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function bytesIn(folder: string): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    // A file that went away meanwhile takes no room.
    if (entry.isFile())
      sum += lstatSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}
