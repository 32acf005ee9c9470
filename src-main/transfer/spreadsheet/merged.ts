/** Merged cells among the rows of vouchers. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CellRange, Sheet } from '../../tables/sheet.ts';
import type { Heading } from './heading.ts';

export interface MergedCells {
  /** A value that stands for several rows of one column: the row that has it. */
  readonly sourceOf: (
    row: number,
    column: number,
  ) => { readonly row: number; readonly range: string } | undefined;
  /** Merges of which it is not clear which row has the value. */
  readonly unclear: (row: number) => readonly string[];
}

/** @throws DvcttError IMPORT_CELL_MERGED when the titles themselves are merged */
export function mergedCells(sheet: Sheet, heading: Heading): MergedCells {
  const subjects = new Map(heading.columns.map(({ column, subject }) => [column, subject]));
  const ours = sheet.merges.filter(({ left, right }) =>
    heading.columns.some(({ column }) => column >= left && column <= right),
  );
  const titles = ours.filter(({ top, bottom }) => top <= heading.row && bottom >= heading.row);
  // A title over the table's whole width stands above it; one within it covers several columns or rows.
  if (titles.length > 0) throw new DvcttError('IMPORT_CELL_MERGED', { cells: refs(titles) });
  const below = ours.filter(({ top }) => top > heading.row);
  const shared = (range: CellRange) => {
    const subject = subjects.get(range.left);
    return range.left === range.right && subject !== undefined && subject.of !== 'line';
  };
  const clear = below.filter(shared);
  const unclear = below.filter((range) => !shared(range));
  return {
    sourceOf: (row, column) => {
      const range = clear.find(({ left, top, bottom }) => left === column && top < row && row <= bottom);
      return range === undefined ? undefined : { row: range.top, range: range.ref };
    },
    unclear: (row) => unclear.filter(({ top, bottom }) => top <= row && row <= bottom).map(({ ref }) => ref),
  };
}

function refs(ranges: readonly CellRange[]): string {
  return ranges
    .slice(0, 10)
    .map(({ ref }) => ref)
    .join(', ');
}
