import type { SqlValue, Query, StoreDatabase } from '../store-database.ts';
import { fromParts } from './dong-parts.ts';
import type { Sum, Sums, SumsFilter } from './voucher-book.ts';

interface SumRow {
  readonly key: string;
  readonly vouchers: number;
  readonly high: string | null;
  readonly rest: string | null;
}

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const parts = 'count(*) AS vouchers, CAST(sum(high) AS TEXT) AS high, CAST(sum(rest) AS TEXT) AS rest';
// The partial index of vouchers that are no lists; its months begin each answer.
const counted = "vouchers INDEXED BY vouchers_sums WHERE form <> '20' AND";

/** Sums over the book by what was asked for; SQLite reads them off an index, whole numbers throughout. */
export function sumsOf(database: StoreDatabase, filter: SumsFilter): Sums {
  const all = where(filter, filter.account);
  const groups = database.all(grouped(filter, all), ...all.values).map(sumOf);
  // A voucher of two NDKT stands in two groups and is one voucher.
  const whole = filter.by === 'ndkt' ? [totalOf(database, all)] : groups;
  const unfiltered = where(filter, undefined);
  const accounts: Query<{ readonly account: string }> = {
    sql: `SELECT DISTINCT account FROM ${counted} ${unfiltered.sql} AND account <> '' ORDER BY account`,
  };
  return {
    groups,
    vouchers: whole.reduce((count, { vouchers }) => count + vouchers, 0),
    total: whole.reduce((sum, { total }) => sum + total, 0n),
    accounts: database.all(accounts, ...unfiltered.values).map(({ account }) => account),
  };
}

function grouped({ by }: SumsFilter, { sql }: Where): Query<SumRow> {
  const from = by === 'ndkt' ? `voucher_ndkt WHERE ${sql}` : `${counted} ${sql}`;
  return { sql: `SELECT ${by} AS key, ${parts} FROM ${from} GROUP BY ${by} ORDER BY ${by}` };
}

function totalOf(database: StoreDatabase, { sql, values }: Where): Sum {
  const query: Query<SumRow> = { sql: `SELECT '' AS key, ${parts} FROM ${counted} ${sql}` };
  const row = database.get(query, ...values);
  return row === undefined ? { key: '', vouchers: 0, total: 0n } : sumOf(row);
}

function where({ from, to, statuses }: SumsFilter, account: string | undefined): Where {
  const conditions = ['month BETWEEN ? AND ?'];
  const values: SqlValue[] = [from, to];
  if (statuses !== undefined) {
    conditions.push(statuses.length === 0 ? 'FALSE' : `status IN (${statuses.map(() => '?').join(', ')})`);
    values.push(...statuses);
  }
  if (account !== undefined) {
    conditions.push('account = ?');
    values.push(account);
  }
  return { sql: conditions.join(' AND '), values };
}

function sumOf({ key, vouchers, high, rest }: SumRow): Sum {
  return { key, vouchers, total: fromParts({ high: high ?? '0', rest: rest ?? '0' }) };
}
