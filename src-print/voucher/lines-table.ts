/** The table of a voucher's lines; its head is repeated on each page and a row is torn only when no page can hold it. */
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { page, type Ink, type Line, type Sheet } from '../sheet.ts';
import { columnsOf, type Column } from './columns.ts';

/** What stands in a cell: lines of one size. */
interface CellText {
  readonly lines: readonly string[];
  readonly ink: Ink;
}

const plain = { size: 10 } as const;
const bold = { face: 'bold', size: 10 } as const;
export const headInk = { face: 'bold', size: 9.5 } as const;
const numbersInk = { face: 'italic', size: 8 } as const;
const padding = 3;
/** Below this an amount is broken rather than printed smaller. */
const leastSize = 6.5;

export function drawLines(sheet: Sheet, form: FormDescription, voucher: Voucher): void {
  const columns = columnsOf(form, voucher);
  voucher.lines.forEach((line, at) => {
    const texts = columns.map((column) => cellText(sheet, column, column.read(line, at), plain));
    // A head does not stay alone at the foot of the page.
    if (at === 0) startTable(sheet, columns, heightOf(sheet, texts));
    drawRow(sheet, columns, texts);
  });
  if (voucher.lines.length === 0) startTable(sheet, columns, 0);
  drawTotal(sheet, columns);
}

function startTable(sheet: Sheet, columns: readonly Column[], firstRow: number): void {
  const numbers = sheet.lineHeight(numbersInk) + 2;
  if (!sheet.fits(headHeight(sheet, columns) + numbers + firstRow)) sheet.newPage();
  drawHead(sheet, columns);
}

function headHeight(sheet: Sheet, columns: readonly Column[]): number {
  return Math.max(...columns.map(({ head }) => head.length)) * sheet.lineHeight(headInk) + 2 * padding;
}

function heightOf(sheet: Sheet, texts: readonly CellText[]): number {
  return Math.max(...texts.map(({ lines }) => lines.length)) * sheet.lineHeight(plain) + 2 * padding;
}

function drawHead(sheet: Sheet, columns: readonly Column[]): void {
  const height = headHeight(sheet, columns);
  cells(sheet, columns, height, (column, x) => {
    const top = sheet.y + (height - column.head.length * sheet.lineHeight(headInk)) / 2;
    sheet.paragraph(column.head, x, top, { ...headInk, width: column.width, align: 'center' });
  });
  cells(sheet, columns, sheet.lineHeight(numbersInk) + 2, (column, x, at) => {
    const number = `(${String(at + 1)})`;
    sheet.text(number, x, sheet.y + 1, { ...numbersInk, width: column.width, align: 'center' });
  });
}

/** An amount stays on one line, in smaller digits if need be: a broken number is read wrongly. */
function cellText(
  sheet: Sheet,
  column: Column,
  text: string,
  ink: Ink & { readonly size: number },
): CellText {
  const room = column.width - 2 * padding;
  const width = column.total === undefined ? 0 : sheet.widthOf(text, ink);
  const size =
    width <= room ? ink.size : Math.max(leastSize, Math.floor((ink.size * room * 10) / width) / 10);
  return { lines: sheet.wrap(text, room, { ...ink, size }), ink: { ...ink, size } };
}

function drawRow(sheet: Sheet, columns: readonly Column[], texts: readonly CellText[]): void {
  const lineHeight = sheet.lineHeight(plain);
  const rows = Math.max(...texts.map(({ lines }) => lines.length));
  breakBefore(sheet, columns, heightOf(sheet, texts));
  for (let from = 0; from < rows;) {
    if (from > 0) breakBefore(sheet, columns, Number.POSITIVE_INFINITY);
    const count = Math.min(rows - from, Math.floor((sheet.room - 2 * padding) / lineHeight));
    cells(sheet, columns, count * lineHeight + 2 * padding, (column, x, at) => {
      const { lines = [], ink = plain } = texts[at] ?? {};
      const shown = lines.slice(from, from + count);
      sheet.paragraph(shown, x + padding, sheet.y + padding, cellLine(column, ink));
    });
    from += count;
  }
}

/** “Tổng cộng” up to the first column that is summed, and the sums. */
function drawTotal(sheet: Sheet, columns: readonly Column[]): void {
  const first = columns.findIndex(({ total }) => total !== undefined);
  const texts = columns.map((column) => cellText(sheet, column, column.total ?? '', bold));
  const rows = Math.max(...texts.map(({ lines }) => lines.length));
  const height = rows * sheet.lineHeight(bold) + 2 * padding;
  breakBefore(sheet, columns, height);
  const width = columns.slice(0, first).reduce((sum, column) => sum + column.width, 0);
  sheet.box(page.left, sheet.y, width, height);
  sheet.text('Tổng cộng', page.left, sheet.y + padding, { ...bold, width, align: 'center' });
  let x = page.left + width;
  columns.slice(first).forEach((column, at) => {
    sheet.box(x, sheet.y, column.width, height);
    const { lines = [], ink = bold } = texts[first + at] ?? {};
    sheet.paragraph(lines, x + padding, sheet.y + padding, cellLine(column, ink));
    x += column.width;
  });
  sheet.y += height;
}

/** Starts a new page, with the head again, when a row of this height does not fit. */
function breakBefore(sheet: Sheet, columns: readonly Column[], height: number): void {
  if (sheet.fits(height)) return;
  sheet.newPage();
  drawHead(sheet, columns);
}

function cellLine(column: Column, ink: Ink): Line {
  return { ...ink, width: column.width - 2 * padding, align: column.align };
}

/** Draws the boxes of one row and what stands in them, then moves below. */
function cells(
  sheet: Sheet,
  columns: readonly Column[],
  height: number,
  draw: (column: Column, x: number, at: number) => void,
): void {
  let x: number = page.left;
  columns.forEach((column, at) => {
    sheet.box(x, sheet.y, column.width, height);
    draw(column, x, at);
    x += column.width;
  });
  sheet.y += height;
}
