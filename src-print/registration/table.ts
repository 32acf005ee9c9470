/** A table over as many pages as it needs: its head stands on each, and a row is torn only when it is longer than a page. */
import type { Face } from '../fonts.ts';
import { page, type Sheet } from '../sheet.ts';
import { drawTitle, type Title } from './title.ts';

export interface Column {
  readonly head: string;
  /** In points; those of a table make `bodyWidth`. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** What stands in a cell: paragraphs, each with its face; empty ones are left out. */
export type Cell = string | readonly (string | readonly [text: string, face: Face])[];
export type Row = readonly Cell[];

interface Line {
  readonly text: string;
  readonly face: Face;
}

const size = 9.5;
const headInk = { face: 'bold', size } as const;
const padding = 3;

/** A taller row may be torn at the end of a page; a shorter one moves on whole. */
const tallestWhole = 110;

/**
 * Draws the table under its title and moves below it; without rows one cell says so. Title, head and the beginning of
 * the first row stay on one page.
 */
export function drawTable(
  sheet: Sheet,
  title: Title,
  columns: readonly Column[],
  rows: readonly Row[],
): void {
  const heads = columns.map(({ head, width }) => sheet.wrap(head, width - 2 * padding, headInk));
  const headHeight = heightOf(sheet, heads);
  const drawHead = () => {
    drawCells(
      sheet,
      columns,
      heads.map((lines) => lines.map((text) => ({ text, face: 'bold' as const }))),
      headHeight,
      true,
    );
  };
  const wrapped = rows.map((row) => columns.map(({ width }, at) => linesOf(sheet, row[at] ?? '', width)));
  const first = wrapped[0] ?? [];
  drawTitle(sheet, title, headHeight + Math.min(heightOf(sheet, first), tallestWhole));
  drawHead();
  if (rows.length === 0) drawNothing(sheet, columns);
  for (const cells of wrapped) drawRow(sheet, columns, cells, drawHead);
}

function drawRow(
  sheet: Sheet,
  columns: readonly Column[],
  cells: readonly (readonly Line[])[],
  drawHead: () => void,
): void {
  const onNextPage = () => {
    sheet.newPage();
    drawHead();
  };
  let left = cells;
  if (!sheet.fits(Math.min(heightOf(sheet, left), tallestWhole))) onNextPage();
  while (!sheet.fits(heightOf(sheet, left))) {
    const most = Math.floor((sheet.room - 2 * padding) / sheet.lineHeight({ size }));
    const part = left.map((lines) => lines.slice(0, most));
    drawCells(sheet, columns, part, heightOf(sheet, part));
    left = left.map((lines) => lines.slice(most));
    onNextPage();
  }
  drawCells(sheet, columns, left, heightOf(sheet, left));
}

function linesOf(sheet: Sheet, cell: Cell, width: number): readonly Line[] {
  const paragraphs = typeof cell === 'string' ? [cell] : cell;
  return paragraphs.flatMap((paragraph) => {
    const [text, face] = typeof paragraph === 'string' ? [paragraph, 'regular' as const] : paragraph;
    if (text.trim() === '') return [];
    return sheet.wrap(text, width - 2 * padding, { face, size }).map((line) => ({ text: line, face }));
  });
}

function drawCells(
  sheet: Sheet,
  columns: readonly Column[],
  cells: readonly (readonly Line[])[],
  height: number,
  head = false,
): void {
  let x: number = page.left;
  const step = sheet.lineHeight({ size });
  columns.forEach(({ width, align = 'left' }, at) => {
    const lines = cells[at] ?? [];
    sheet.box(x, sheet.y, width, height);
    const top = head ? sheet.y + (height - lines.length * step) / 2 : sheet.y + padding;
    lines.forEach(({ text, face }, line) => {
      sheet.text(text, x + padding, top + line * step, {
        face,
        size,
        width: width - 2 * padding,
        align: head ? 'center' : align,
      });
    });
    x += width;
  });
  sheet.y += height;
}

function drawNothing(sheet: Sheet, columns: readonly Column[]): void {
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const height = sheet.lineHeight({ size }) + 2 * padding;
  sheet.box(page.left, sheet.y, width, height);
  sheet.text('(Không có)', page.left, sheet.y + padding, { face: 'italic', size, width, align: 'center' });
  sheet.y += height;
}

function heightOf(sheet: Sheet, cells: readonly (readonly unknown[])[]): number {
  return Math.max(1, ...cells.map((lines) => lines.length)) * sheet.lineHeight({ size }) + 2 * padding;
}
