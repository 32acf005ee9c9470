/** Widths of the grid's columns: codes as wide as their digits, words what is left. */
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import type { UsedColumn } from '#shared/domain/vouchers/used-fields.ts';

/** Least width (px) and share of what is left. */
const tracks: Readonly<Record<LineFieldPath, readonly [least: number, share: number]>> = {
  description: [150, 4],
  invoiceNumber: [90, 1],
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
  /** Where there is little room a line has two rows: these are the tracks of both. */
  readonly rest: string;
  /** Many columns: two rows a line in a narrow window. */
  readonly tall: boolean;
  /**
   * Place of the widest column, with which the first row ends. 0: it has the row to itself, and the others have their own
   * tracks below. Otherwise the others follow below in the tracks of the first row, in the order of the keyboard.
   */
  readonly lead: number;
}

export function tracksOf(columns: readonly UsedColumn[]): Tracks {
  const least = columns.reduce((sum, { path }) => sum + tracks[path][0], 0);
  const shares = columns.map(({ path }) => tracks[path][1]);
  const lead = shares.indexOf(Math.max(...shares));
  const shrinking = (widths: readonly number[]) =>
    widths.map((width) => `minmax(0, ${String(width)}fr)`).join(' ');
  const leastOf = ({ path }: UsedColumn) => tracks[path][0];
  return {
    whole: columns.map(track).join(' '),
    rest: shrinking(
      lead === 0
        ? columns.slice(1).map(leastOf)
        : columns.slice(0, lead + 1).map((one, at) => leastOf(one) * (at === lead ? 2 : 1)),
    ),
    tall: least > 560,
    lead,
  };
}
