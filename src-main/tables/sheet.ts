/** A sheet as it was read, of a workbook or a CSV: only cells that hold something. */

export interface Cell {
  /**
   * `number`: a decimal text as the file has it, never a float. `date`: a serial number under a date's format, or an ISO
   * date. `error`: `#REF!` and the like.
   */
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error';
  readonly text: string;
  /** The text is what the program that wrote the file last computed. */
  readonly formula: boolean;
}

export interface SheetRow {
  /** From 1, as people see it. */
  readonly number: number;
  readonly hidden: boolean;
  /** By the column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Rows from 1, columns from 0, both ends included. */
export interface CellRange {
  readonly ref: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  /** Empty for a CSV. */
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: ReadonlySet<number>;
  /** Serial numbers count from 1904. */
  readonly from1904: boolean;
}

/** What one sheet may hold: ten thousand lines of hundreds of vouchers, and not what a machine cannot show. */
export const mostCells = 3_000_000;
export const mostMerges = 20_000;
