/** Bars of a chart: how many are drawn and how long they are. */
import type { Report, ReportGroup } from '#shared/contract/reports.ts';

type Row = Report['rows'][number];

/** More than these can no longer be taken in at a glance. */
export const mostBars = 15;
/** Two years. */
export const mostMonths = 24;

/** The largest groups, in the order of the report; of months the latest. */
export function drawnRows(rows: readonly Row[], by: ReportGroup): readonly Row[] {
  if (by === 'month') return rows.slice(-mostMonths);
  if (rows.length <= mostBars) return rows;
  const largest = new Set(
    rows.toSorted((a, b) => compare(BigInt(b.total), BigInt(a.total))).slice(0, mostBars),
  );
  return rows.filter((row) => largest.has(row));
}

/** Length of a bar, 0 to 1000, the longest being 1000; what is not nothing is seen. */
export function barLength(total: string, rows: readonly Row[]): number {
  const most = rows.reduce((before, row) => (BigInt(row.total) > before ? BigInt(row.total) : before), 0n);
  if (most === 0n || BigInt(total) === 0n) return 0;
  return Math.max(4, Number((BigInt(total) * 1000n) / most));
}

/** `12,3 %`: to a tenth of a percent, half of one upwards. */
export function share(part: string, whole: string): string {
  if (BigInt(whole) === 0n) return '–';
  const thousandths = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${thousandths / 10n},${thousandths % 10n} %`;
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
