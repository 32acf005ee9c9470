import type { CallInput, DossierColumn, DossierSummary } from '#shared/contract/ipc.ts';
import {
  dossierStatusSchema,
  type DossierCode,
  type DossierStatus,
} from '#shared/domain/dossiers/dossier.ts';
import { holderOf } from '#shared/domain/dossiers/status.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import type { Catalogue } from '../account-store.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { matchOf } from './match.ts';
import { byHolderName, byStatusName, statusesOf } from './status-groups.ts';

type Filter = CallInput<'dossiers.list'>;
const pageSize = 200;

interface EntryRow {
  readonly code: DossierCode;
  readonly place: 'local' | 'server';
  readonly title: string;
  readonly status: DossierStatus;
  readonly voucher_count: number;
  readonly total: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly note: string;
  readonly waiting: number;
  readonly attention: number;
}
const columns =
  'code, place, title, status, voucher_count, total, created_by, updated_at, note, waiting, attention';
const countsByStatus: Query<{ readonly status: DossierStatus; readonly count: number }> = {
  sql: 'SELECT status, count FROM entry_counts',
};

/** The list of drafts and dossiers and the search over it, from this machine alone. */
export class StoreCatalogue implements Catalogue {
  readonly #database: StoreDatabase;
  readonly #role: () => Role | undefined;

  constructor(database: StoreDatabase, role: () => Role | undefined) {
    this.#database = database;
    this.#role = role;
  }

  list(filter: Filter): ReturnType<Catalogue['list']> {
    const role = this.#role();
    const mine = role === undefined ? [] : statusesOf(role);
    const byStatus = new Map(this.#database.all(countsByStatus).map(({ status, count }) => [status, count]));
    const sum = (statuses: readonly DossierStatus[]) =>
      statuses.reduce((total, status) => total + (byStatus.get(status) ?? 0), 0);
    const counts = { mine: sum(mine), all: sum(dossierStatusSchema.options) };

    const wanted = dossierStatusSchema.options.filter(
      (status) =>
        (filter.status === undefined || filter.status === status) &&
        (filter.scope !== 'mine' || mine.includes(status)),
    );
    const offset = filter.offset ?? 0;
    const limit = filter.limit ?? pageSize;
    const match = matchOf(filter.query ?? '', wanted);
    if (wanted.length === 0 || match === 'nothing') return { dossiers: [], found: 0, counts };
    const page = { order: filter.order, offset, limit };
    const { rows, found } =
      match === undefined
        ? { rows: this.#listed(wanted, page), found: sum(wanted) }
        : { rows: this.#matching(match, page), found: this.#countOf(match) };
    return { dossiers: rows.map(summaryOf), found, counts };
  }

  #listed(wanted: readonly DossierStatus[], page: Page): EntryRow[] {
    const all = wanted.length === dossierStatusSchema.options.length;
    // The statuses are this program's own words.
    const where = all ? '' : `WHERE status IN (${wanted.map((status) => `'${status}'`).join(', ')})`;
    const query: Query<EntryRow> = {
      sql: `SELECT ${columns} FROM entries ${where} ORDER BY ${orderBy(page.order)} LIMIT ? OFFSET ?`,
    };
    return this.#database.all(query, page.limit, page.offset);
  }

  #matching(match: string, page: Page): EntryRow[] {
    const newestFirst =
      page.order === undefined || (page.order.column === 'updatedAt' && page.order.descending);
    // Newest first is the index's own order: it stops after the page. Any other order needs all that match.
    const query: Query<EntryRow> = newestFirst
      ? {
          sql: `SELECT ${columns} FROM (SELECT rowid AS hit FROM words WHERE words MATCH ?
                  ORDER BY rowid DESC LIMIT ? OFFSET ?) CROSS JOIN entries ON touch = hit ORDER BY hit DESC`,
        }
      : {
          sql: `SELECT ${columns} FROM entries WHERE touch IN (SELECT rowid FROM words WHERE words MATCH ?)
                ORDER BY ${orderBy(page.order)} LIMIT ? OFFSET ?`,
        };
    return this.#database.all(query, match, page.limit, page.offset);
  }

  #countOf(match: string): number {
    const query: Query<{ readonly found: number }> = {
      sql: 'SELECT count(*) AS found FROM words WHERE words MATCH ?',
    };
    return this.#database.get(query, match)?.found ?? 0;
  }
}

interface Page {
  readonly order: Filter['order'];
  readonly offset: number;
  readonly limit: number;
}

function orderBy(order: Filter['order']): string {
  if (order === undefined) return 'touch DESC';
  const way = order.descending ? 'DESC' : 'ASC';
  if (order.column === 'updatedAt') return `touch ${way}`;
  return `${columnOf(order.column)} ${way}, touch DESC`;
}

function columnOf(column: Exclude<DossierColumn, 'updatedAt'>): string {
  switch (column) {
    case 'code':
      return 'code';
    case 'title':
      return 'title_key';
    case 'voucherCount':
      return 'voucher_count';
    case 'total':
      return 'total_order';
    case 'status':
      return placeOf(byStatusName);
    case 'heldBy':
      return placeOf(byHolderName);
  }
}

/** SQL for the place of a row's status among groups of statuses. */
function placeOf(groups: readonly (readonly DossierStatus[])[]): string {
  const cases = groups.flatMap((statuses, place) =>
    statuses.map((status) => `WHEN '${status}' THEN ${String(place)}`),
  );
  return `CASE status ${cases.join(' ')} END`;
}

function summaryOf(row: EntryRow): DossierSummary {
  const holder = holderOf(row.status);
  return {
    code: row.code,
    title: row.title,
    status: row.status,
    voucherCount: row.voucher_count,
    total: row.total,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    note: row.note,
    place: row.place,
    ...(holder === undefined ? {} : { heldBy: holder }),
    ...(row.waiting === 0 ? {} : { waiting: true }),
    ...(row.attention === 0 ? {} : { attention: true }),
  };
}
