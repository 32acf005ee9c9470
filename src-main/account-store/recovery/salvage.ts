import type Database from 'better-sqlite3-multiple-ciphers';
import type { Query, SqlValue, StoreDatabase } from '../store-database.ts';

export interface Salvaged {
  readonly drafts: number;
  readonly versions: number;
  /** Unsent ones. */
  readonly changes: number;
  /** Rows of `bases` may be missing. */
  readonly lostBases: boolean;
}

/** The rest (list, words, references, counts, the book of vouchers) is made anew from these. In the order of what a person would miss most. */
const tables = [
  'facts',
  'outbox',
  'drafts',
  'bases',
  'conflicts',
  'versions',
  'recodes',
  'notices',
  'dossiers',
  'registrations',
  'payees',
  'hidden_payees',
  'templates',
  'kept_signatures',
  'remote_requests',
  'seen_documents',
  'seen_contents',
] as const;
type TableName = (typeof tables)[number];
/** What the next pull must tell anew. */
const forgotten = ['cursor', 'resync', 'syncedAt'];

/** Reads every row that can be read into a new database. */
export function salvage(damaged: Database.Database, into: StoreDatabase): Salvaged {
  const read = new Map<TableName, Carried>();
  for (const table of tables) read.set(table, carry(damaged, into, table));
  for (const name of forgotten) into.run('DELETE FROM facts WHERE name = ?', name);
  const rows = (table: TableName) => read.get(table)?.rows ?? 0;
  return {
    drafts: rows('drafts'),
    versions: rows('versions'),
    changes: rows('outbox'),
    lostBases: read.get('bases')?.whole !== true,
  };
}

interface Carried {
  readonly rows: number;
  readonly whole: boolean;
}

function carry(damaged: Database.Database, into: StoreDatabase, table: TableName): Carried {
  const columns = columnsOf(into, table);
  const [key] = columns;
  if (key === undefined) return { rows: 0, whole: false };
  const insert = `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const select = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${key} BETWEEN ? AND ? ORDER BY ${key}`;
  let rows = 0;
  let whole = true;
  const range = (from: number, to: number): void => {
    try {
      // STRICT tables hold nothing else; the rows come as arrays in the order of `columns`.
      const found = damaged.prepare(select).raw().iterate(from, to) as Iterable<SqlValue[]>;
      // Read before written: a range that breaks off is read again in halves, and no row twice.
      const batch = [...found];
      for (const row of batch) rows += into.run(insert, ...row);
    } catch {
      whole = false;
      if (from >= to) return;
      const middle = Math.floor((from + to) / 2);
      range(from, middle);
      range(middle + 1, to);
    }
  };
  const last = lastKey(damaged, table, key);
  if (last === undefined) return { rows, whole: false };
  for (let from = 0; from <= last; from += rangeLength) range(from, Math.min(last, from + rangeLength - 1));
  return { rows, whole };
}

/** Rows that are held in memory at once. */
const rangeLength = 512;

function lastKey(damaged: Database.Database, table: TableName, key: string): number | undefined {
  try {
    const last: unknown = damaged.prepare(`SELECT max(${key}) FROM ${table}`).pluck().get();
    return typeof last === 'number' ? last : 0;
  } catch {
    return lastReachable(damaged, table, key);
  }
}

/** Where the last page cannot be read: twice the greatest power of two at which a row still can; undefined for none. */
function lastReachable(damaged: Database.Database, table: TableName, key: string): number | undefined {
  let reached: number | undefined;
  for (let probe = 1; probe <= Number.MAX_SAFE_INTEGER / 2; probe *= 2) {
    try {
      const found: unknown = damaged
        .prepare(`SELECT ${key} FROM ${table} WHERE ${key} >= ? ORDER BY ${key} LIMIT 1`)
        .pluck()
        .get(probe);
      if (typeof found !== 'number') break;
      reached = probe * 2;
    } catch {
      // One page is bad; a later one may be good.
      if (probe > 1_000_000) break;
    }
  }
  return reached;
}

function columnsOf(database: StoreDatabase, table: TableName): readonly string[] {
  const query: Query<{ readonly name: string }> = {
    sql: `SELECT name FROM pragma_table_info('${table}') ORDER BY cid`,
  };
  return database.all(query).map(({ name }) => name);
}
