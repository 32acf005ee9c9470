/** The table of a voucher's lines; its head is repeated on each page and a row is never torn apart. */
import { formatDong, sumDong, dongSchema } from '#shared/domain/money/dong.ts';
import { readLineField } from '#shared/domain/vouchers/field-value.ts';
import { lineFields } from '#shared/domain/vouchers/fields.ts';
import type { ColumnUse, FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { page, type Line, type Sheet } from '../sheet.ts';
import { shownLineValue } from './shown-value.ts';

interface Column {
  readonly head: readonly string[];
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  readonly read: (line: VoucherLine) => string;
  /** What stands in the last row; undefined in columns that are not summed. */
  readonly total?: string;
}

const ink = { size: 10 } as const;
const totalInk = { face: 'bold', size: 10 } as const;
const headInk = { face: 'bold', size: 9.5 } as const;
const padding = 3;

export function drawLines(sheet: Sheet, form: FormDescription, voucher: Voucher): void {
  const columns = form.lines.columns.flatMap((use) => columnOf(use, voucher));
  drawHead(sheet, columns);
  for (const line of voucher.lines) {
    drawRow(
      sheet,
      columns,
      columns.map((column) => sheet.wrap(column.read(line), column.width - 2 * padding, ink)),
    );
  }
  drawTotal(sheet, columns);
}

function columnOf(use: ColumnUse, voucher: Voucher): readonly Column[] {
  if (use.width === undefined) return [];
  const { kind } = lineFields[use.field];
  return [
    {
      head: use.printed,
      width: use.width,
      align: kind === 'amount' ? 'right' : kind === 'text' ? 'left' : 'center',
      read: (line) => shownLineValue(line, use.field),
      ...(kind === 'amount' ? { total: formatDong(sumOf(voucher, use)) } : {}),
    },
  ];
}

/** Lines without a well-formed amount yet count as nothing, as in `voucherTotal`. */
function sumOf(voucher: Voucher, { field }: ColumnUse): string {
  const amounts = voucher.lines.map((line) => readLineField(line, field));
  return sumDong(amounts.filter((amount) => dongSchema.safeParse(amount).success));
}

function drawHead(sheet: Sheet, columns: readonly Column[]): void {
  const lines = Math.max(...columns.map(({ head }) => head.length));
  const height = lines * sheet.lineHeight(headInk) + 2 * padding;
  cells(sheet, columns, height, (column, x) => {
    const top = sheet.y + (height - column.head.length * sheet.lineHeight(headInk)) / 2;
    sheet.paragraph(column.head, x, top, { ...headInk, width: column.width, align: 'center' });
  });
  const numbers = { face: 'italic', size: 8 } as const;
  cells(sheet, columns, sheet.lineHeight(numbers) + 2, (column, x, at) => {
    sheet.text(`(${String(at + 1)})`, x, sheet.y + 1, { ...numbers, width: column.width, align: 'center' });
  });
}

function drawRow(sheet: Sheet, columns: readonly Column[], texts: readonly (readonly string[])[]): void {
  const height = Math.max(...texts.map((text) => text.length)) * sheet.lineHeight(ink) + 2 * padding;
  breakBefore(sheet, columns, height);
  cells(sheet, columns, height, (column, x, at) => {
    sheet.paragraph(texts[at] ?? [], x + padding, sheet.y + padding, cellLine(column));
  });
}

/** “Tổng cộng” up to the first column that is summed, and the sums. */
function drawTotal(sheet: Sheet, columns: readonly Column[]): void {
  const first = columns.findIndex(({ total }) => total !== undefined);
  const texts = columns.map(({ total = '', width }) => sheet.wrap(total, width - 2 * padding, totalInk));
  const height = Math.max(...texts.map((text) => text.length)) * sheet.lineHeight(totalInk) + 2 * padding;
  breakBefore(sheet, columns, height);
  const width = columns.slice(0, first).reduce((sum, column) => sum + column.width, 0);
  sheet.box(page.left, sheet.y, width, height);
  sheet.text('Tổng cộng', page.left, sheet.y + padding, { ...totalInk, width, align: 'center' });
  let x = page.left + width;
  columns.slice(first).forEach((column, at) => {
    sheet.box(x, sheet.y, column.width, height);
    const total = texts[first + at] ?? [];
    sheet.paragraph(total, x + padding, sheet.y + padding, { ...cellLine(column), ...totalInk });
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

function cellLine(column: Column): Line {
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
