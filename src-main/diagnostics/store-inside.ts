import type Database from 'better-sqlite3-multiple-ciphers';
import { hkdfSync } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import { keyLength } from '../store-key/key-check.ts';
import { checkKey, deriveStoreKey, saltFile } from '../account-store/key/store-key.ts';
import { migrations } from '../account-store/migrations/all.ts';
import type { CitedNames } from './blob-report.ts';
import { withUntouched } from './untouched-database.ts';

/** How thoroughly the pages are read; a quick look gives up at `until` (ms since 1970) and reads no large file. */
export type Depth = { readonly kind: 'thorough' } | { readonly kind: 'quick'; readonly until: number };

/** Largest database that a quick look reads, in bytes: some tenths of a second. */
const quicklyRead = 256 * 1024 * 1024;

export interface Inside {
  readonly state: 'ok' | 'unfinished' | 'newer' | 'failed';
  readonly failure?: Failure;
  readonly schema?: number;
  /** What SQLite's own check answers; `ok` when it finds nothing, left out when there was no time for all of it. */
  readonly integrity?: string;
  readonly unsent?: number;
  readonly setAside?: number;
  readonly conflicts?: number;
  readonly syncedAt?: string;
}
interface Look {
  readonly inside: Inside;
  readonly blobs?: { readonly key: Uint8Array; readonly cited: CitedNames };
}

/** Reads one store under its key and changes nothing. @throws STORE_KEY_LOST, STORE_FILE_MISSING, what SQLite throws. */
export function lookInside(folder: string, masterKey: Uint8Array, depth: Depth): Look {
  const salt = readFileSync(saltFile(folder));
  if (salt.length !== keyLength)
    throw new DvcttError('STORE_KEY_DAMAGED', { file: saltFile(folder), bytes: salt.length });
  const key = deriveStoreKey(masterKey, new Uint8Array(salt));
  const finished = checkKey(folder, key);
  const file = join(folder, 'store.sqlite');
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined || size === 0) {
    if (!finished) return { inside: { state: 'unfinished' } };
    // A recovery that was cut off has the new file ready; the next opening puts it in its place.
    if (size === undefined && existsSync(`${file}.recovered`)) return { inside: { state: 'unfinished' } };
    throw new DvcttError('STORE_FILE_MISSING', {
      folder,
      file,
      reason: size === 0 ? '0 byte' : 'không có tệp',
    });
  }
  accessSync(file, constants.R_OK | constants.W_OK);
  return withUntouched(file, key, (database) => {
    const inside = read(database, folder, { finished, size, depth });
    if (inside.schema === undefined || inside.state === 'newer') return { inside };
    const blobKey = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), 'blobs', keyLength));
    return { inside, blobs: { key: blobKey, cited: citedNames(database) } };
  });
}

function read(
  database: Database.Database,
  folder: string,
  given: { readonly finished: boolean; readonly size: number; readonly depth: Depth },
): Inside {
  const schema = Number(database.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (schema > newest)
    return { state: 'newer', schema, failure: { code: 'STORE_NEWER', details: { folder, found: schema } } };
  if (schema === 0) {
    if (!given.finished) return { state: 'unfinished' };
    return { state: 'failed', failure: damaged(folder, 'không có bảng nào') };
  }
  const integrity = check(database, given.size, given.depth);
  const whole = integrity === undefined || integrity === 'ok';
  const counts = whole ? countsOf(database) : (attempt(() => countsOf(database)) ?? {});
  return {
    state: whole ? 'ok' : 'failed',
    schema,
    ...counts,
    ...(integrity === undefined ? {} : { integrity }),
    ...(whole ? {} : { failure: damaged(folder, integrity) }),
  };
}

const damaged = (folder: string, reason: string): Failure => ({
  code: 'STORE_DAMAGED',
  details: { folder, untouched: true, reason: reason.slice(0, 300) },
});

function check(database: Database.Database, size: number, depth: Depth): string | undefined {
  if (depth.kind === 'thorough') return answerOf(database, 'integrity_check(1)');
  if (size > quicklyRead) return undefined;
  const tables = database
    .prepare<[], { readonly name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY rootpage",
    )
    .all();
  for (const { name } of tables) {
    if (Date.now() > depth.until) return undefined;
    const answer = answerOf(database, `quick_check("${name.replaceAll('"', '""')}")`);
    if (answer !== 'ok') return answer;
  }
  return 'ok';
}

/** A page whose seal does not fit ends the check itself. */
function answerOf(database: Database.Database, pragma: string): string {
  try {
    return String(database.pragma(pragma, { simple: true }));
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function countsOf(database: Database.Database): Partial<Inside> {
  const count = (sql: string) => Number(database.prepare(sql).pluck().get());
  const syncedAt: unknown = database.prepare("SELECT value FROM facts WHERE name = 'syncedAt'").pluck().get();
  return {
    unsent: count('SELECT count(*) FROM outbox'),
    setAside: count('SELECT count(*) FROM outbox WHERE failure IS NOT NULL'),
    conflicts: count('SELECT count(*) FROM conflicts'),
    ...(typeof syncedAt === 'string' ? { syncedAt } : {}),
  };
}

function citedNames(database: Database.Database): CitedNames {
  const names = (where: string) =>
    new Set(
      database
        .prepare<[], { readonly sha256: string }>(`SELECT DISTINCT sha256 FROM blob_references ${where}`)
        .all()
        .map(({ sha256 }) => sha256),
    );
  return (
    attempt(() => ({
      all: names(''),
      unsent: names("WHERE holder LIKE 'outbox:%' OR holder IN (SELECT 'draft:' || code FROM outbox)"),
    })) ?? { all: new Set(), unsent: new Set() }
  );
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
