/** Widths of the grid's columns: codes as wide as their digits, words what is left. */
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import type { UsedColumn } from '#shared/domain/vouchers/used-fields.ts';

/** Least width (px) and share of what is left. */
const tracks: Readonly<Record<LineFieldPath, readonly [least: number, share: number]>> = {
  description: [150, 4],
  invoiceNumber: [84, 1],
  invoiceDate: [106, 0],
  ndkt: [64, 0],
  chapter: [58, 0],
  sector: [58, 0],
  source: [52, 0],
  amount: [136, 1.2],
  declaration: [110, 1],
  taxPeriod: [100, 0],
  budgetYear: [70, 0],
  advanceBalance: [136, 1.2],
  payeeName: [150, 3],
  payeeAccount: [132, 1],
  payeeBank: [116, 2],
  payeeIdentity: [124, 0],
  note: [84, 1],
};

const track = ({ path }: UsedColumn) => {
  const [least, share] = tracks[path];
  return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`;
};

export interface Tracks {
  /** All columns in one row. */
  readonly whole: string;
  /** Without the widest, which has a row of its own above where there is little room. */
  readonly rest: string;
  /** Many columns: two rows a line in a narrow window. */
  readonly tall: boolean;
}

export function tracksOf(columns: readonly UsedColumn[]): Tracks {
  const least = columns.reduce((sum, { path }) => sum + tracks[path][0], 0);
  return {
    whole: columns.map(track).join(' '),
    rest: columns
      .slice(1)
      .map(({ path }) => `minmax(0, ${tracks[path][0]}fr)`)
      .join(' '),
    tall: least > 560,
  };
}
