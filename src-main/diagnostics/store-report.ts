/** What support may know of the stores on a machine: sizes, counts and states, never a content. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import { saltFile } from '../account-store/key/store-key.ts';
import { storesFolder } from '../store-key/key-files.ts';
import { asidePrefix } from '../store-key/put-aside.ts';
import { checkBlobs, type BlobReport } from './blob-report.ts';
import { damagedFolders } from './damaged-folders.ts';
import { lookFailure } from './look-failure.ts';
import { lookInside, type Depth, type Inside } from './store-inside.ts';

/**
 * `unfinished`: was begun and never used · `wiped`: nothing is left to be read · `in-use`: a program works with it ·
 * `locked`: the key is not here.
 */
export interface StoreReport extends Omit<Inside, 'state'> {
  /** Name of its folder. */
  readonly id: string;
  readonly folder: string;
  /** Of all its files, attachments and backups included. */
  readonly bytes: number;
  readonly state: Inside['state'] | 'in-use' | 'locked' | 'wiped';
  /** Of a thorough look. */
  readonly blobs?: BlobReport;
  /** Names of folders inside in which damaged files were kept. */
  readonly damaged: readonly string[];
}

export interface StoresReport {
  readonly stores: readonly StoreReport[];
  /** Names of folders in the data folder in which stores without a key were put. */
  readonly setAside: readonly string[];
}

/** Longest that a quick look at all stores takes, in milliseconds. */
const quickly = 3_000;

/**
 * Looks at every store of a data folder and changes nothing. Without the key only what lies open is told. `thorough`
 * reads every page and attachment; a store may be shut for other programs meanwhile, for some seconds when it is large.
 * @throws STORE_UNREADABLE when not even the folder may be listed.
 */
export async function reportStores(
  dataFolder: string,
  masterKey: Uint8Array | undefined,
  { thorough }: { readonly thorough: boolean },
): Promise<StoresReport> {
  const depth: Depth = thorough ? { kind: 'thorough' } : { kind: 'quick', until: Date.now() + quickly };
  const parent = join(dataFolder, storesFolder);
  const stores: StoreReport[] = [];
  for (const id of foldersIn(parent)) stores.push(await reportStore(join(parent, id), id, masterKey, depth));
  return { stores, setAside: foldersIn(dataFolder).filter((name) => name.startsWith(asidePrefix)) };
}

async function reportStore(
  folder: string,
  id: string,
  masterKey: Uint8Array | undefined,
  depth: Depth,
): Promise<StoreReport> {
  let outside: Pick<StoreReport, 'id' | 'folder' | 'bytes' | 'damaged'> = {
    id,
    folder,
    bytes: 0,
    damaged: [],
  };
  try {
    outside = { ...outside, bytes: bytesIn(folder), damaged: damagedFolders(folder) };
    if (!existsSync(saltFile(folder))) return { ...outside, ...withoutSalt(folder) };
    if (masterKey === undefined) return { ...outside, state: 'locked' };
    const { inside, blobs } = lookInside(folder, masterKey, depth);
    if (depth.kind !== 'thorough' || blobs === undefined) return { ...outside, ...inside };
    const found = await checkBlobs(join(folder, 'blobs'), blobs.key, blobs.cited);
    return { ...outside, ...judgeBlobs(folder, inside, found), blobs: found };
  } catch (cause) {
    const failure = toFailure(lookFailure(folder, cause));
    return { ...outside, state: failure.code === 'STORE_IN_USE' ? 'in-use' : 'failed', failure };
  }
}

function withoutSalt(folder: string): Pick<StoreReport, 'state' | 'failure'> {
  const file = saltFile(folder);
  if (!existsSync(join(folder, 'store.sqlite'))) return { state: 'wiped' };
  return { state: 'failed', failure: { code: 'STORE_SALT_MISSING', details: { folder, file } } };
}

function judgeBlobs(folder: string, inside: Inside, { altered, missing }: BlobReport): Inside {
  if (inside.state !== 'ok' || altered.length + missing.length === 0) return inside;
  const failure: Failure = {
    code: altered.length > 0 ? 'BLOB_ALTERED' : 'BLOB_MISSING',
    details: { folder: join(folder, 'blobs'), altered: altered.length, missing: missing.length },
  };
  return { ...inside, state: 'failed', failure };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw lookFailure(folder, cause);
  }
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
