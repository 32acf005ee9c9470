import type { CallInput, DossierSummary } from '#shared/contract/ipc.ts';
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
import { byHolderName, byStatusName, perStatus, statusesOf } from './status-groups.ts';

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
  readonly held_since: string | null;
  readonly note: string;
  readonly waiting: number;
  readonly attention: number;
}
const columns =
  'code, place, title, status, voucher_count, total, created_by, updated_at, held_since, note, waiting, attention';
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
    const counts = {
      mine: sum(mine),
      all: sum(dossierStatusSchema.options),
      byStatus: perStatus((status) => byStatus.get(status) ?? 0),
    };

    const wanted = dossierStatusSchema.options.filter(
      (status) =>
        (filter.status === undefined || filter.status === status) &&
        (filter.scope !== 'mine' || mine.includes(status)),
    );
    const offset = filter.offset ?? 0;
    const limit = filter.limit ?? pageSize;
    const match = matchOf(filter.query ?? '', wanted);
    if (wanted.length === 0 || match?.kind === 'nothing') return { dossiers: [], found: 0, counts };
    const page = { order: filter.order, offset, limit };
    const { rows, found } =
      match === undefined
        ? { rows: this.#listed(wanted, page), found: sum(wanted) }
        : { rows: this.#matching(wanted, match.expression, page), found: this.#countOf(match.expression) };
    return { dossiers: rows.map(summaryOf), found, counts };
  }

  #listed(wanted: readonly DossierStatus[], page: Page): EntryRow[] {
    return this.#page(wanted, undefined, page);
  }

  #matching(wanted: readonly DossierStatus[], match: string, page: Page): EntryRow[] {
    const newestFirst =
      page.order === undefined || (page.order.column === 'updatedAt' && page.order.descending);
    if (!newestFirst) return this.#page(wanted, match, page);
    // The search index's own order: it stops after the page.
    const query: Query<EntryRow> = {
      sql: `SELECT ${columns} FROM (SELECT rowid AS hit FROM words WHERE words MATCH ?
              ORDER BY rowid DESC LIMIT ? OFFSET ?) CROSS JOIN entries ON touch = hit ORDER BY hit DESC`,
    };
    return this.#database.all(query, match, page.limit, page.offset);
  }

  /** Finds a page's rows in an index that orders them, and reads only those. */
  #page(wanted: readonly DossierStatus[], match: string | undefined, page: Page): EntryRow[] {
    const { column, index, within } = orderOf(page.order);
    const way = page.order?.descending === false ? 'ASC' : 'DESC';
    const conditions = [
      // The statuses are this program's own words.
      ...(wanted.length === dossierStatusSchema.options.length
        ? []
        : [`status IN (${wanted.map((status) => `'${status}'`).join(', ')})`]),
      ...(match === undefined ? [] : ['touch IN (SELECT rowid FROM words WHERE words MATCH ?)']),
    ];
    const order = column === 'touch' ? `touch ${way}` : `key ${way}, within, touch DESC`;
    const query: Query<EntryRow> = {
      sql: `WITH page AS MATERIALIZED (
              SELECT touch AS hit, ${column} AS key, ${within} AS within FROM entries ${index}
              ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
              ORDER BY ${order} LIMIT ? OFFSET ?)
            SELECT ${columns} FROM page CROSS JOIN entries ON touch = hit
            ORDER BY ${order}`,
    };
    const values = [page.limit, page.offset];
    return this.#database.all(query, ...(match === undefined ? values : [match, ...values]));
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

interface Ordering {
  readonly column: string;
  readonly index: string;
  /** Orders rows that the column leaves alike. */
  readonly within: string;
}

/** What a list is ordered by, and the index that has it in that order or at least all of it. */
function orderOf(order: Filter['order']): Ordering {
  return { within: '0', ...orderOfColumn(order?.column) };
}

function orderOfColumn(
  column: NonNullable<Filter['order']>['column'] | undefined,
): Pick<Ordering, 'column' | 'index'> & Partial<Ordering> {
  switch (column) {
    case undefined:
    case 'updatedAt':
      return { column: 'touch', index: '' };
    case 'code':
      return { column: 'code', index: '' };
    case 'title':
      return { column: 'title_key', index: 'INDEXED BY entries_title' };
    case 'voucherCount':
      return { column: 'voucher_count', index: 'INDEXED BY entries_vouchers' };
    case 'total':
      return { column: 'total_order', index: 'INDEXED BY entries_total' };
    case 'status':
      return { column: placeOf(byStatusName), index: 'INDEXED BY entries_status' };
    case 'heldBy':
      return {
        column: placeOf(byHolderName),
        index: 'INDEXED BY entries_held',
        // Of one person's dossiers, what has waited longest comes first; what nobody holds goes by its age alone.
        within: "coalesce(held_since, '9')",
      };
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
    ...(row.held_since === null ? {} : { heldSince: row.held_since }),
    ...(row.waiting === 0 ? {} : { waiting: true }),
    ...(row.attention === 0 ? {} : { attention: true }),
  };
}
