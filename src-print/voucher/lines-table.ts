/** The table of a voucher's lines; its head is repeated on each page and a row is never torn apart. */
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { page, type Line, type Sheet } from '../sheet.ts';

interface Column {
  readonly head: readonly string[];
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  readonly read: (line: VoucherLine) => string;
}

const columns: readonly Column[] = [
  { head: ['Nội dung thanh toán'], width: 146, align: 'left', read: (line) => line.description },
  { head: ['Hóa đơn', 'số, ngày'], width: 66, align: 'left', read: invoiceOf },
  { head: ['Mã', 'NDKT'], width: 38, align: 'center', read: (line) => line.ndkt },
  { head: ['Mã', 'chương'], width: 40, align: 'center', read: (line) => line.chapter },
  { head: ['Mã', 'ngành KT'], width: 46, align: 'center', read: (line) => line.sector },
  { head: ['Mã nguồn', 'NSNN'], width: 50, align: 'center', read: (line) => line.source },
  // Wide enough for 18 digits and their points.
  {
    head: ['Số tiền', '(đồng)'],
    width: 110.08,
    align: 'right',
    read: (line) => (line.amount === '' ? '' : formatDong(line.amount)),
  },
];

const ink = { size: 10 } as const;
const headInk = { face: 'bold', size: 9.5 } as const;
const padding = 3;

export function drawLines(sheet: Sheet, voucher: Voucher): void {
  drawHead(sheet);
  for (const line of voucher.lines) drawRow(sheet, line);
  drawTotal(sheet, voucher);
}

function invoiceOf(line: VoucherLine): string {
  return [line.invoiceNumber, formatDate(line.invoiceDate)].filter((part) => part !== '').join(' ');
}

function drawHead(sheet: Sheet): void {
  const height = 2 * sheet.lineHeight(headInk) + 2 * padding;
  cells(sheet, height, (column, x) => {
    const top = sheet.y + (height - column.head.length * sheet.lineHeight(headInk)) / 2;
    sheet.paragraph(column.head, x, top, { ...headInk, width: column.width, align: 'center' });
  });
  const numbers = { face: 'italic', size: 8 } as const;
  cells(sheet, sheet.lineHeight(numbers) + 2, (column, x, at) => {
    sheet.text(`(${String(at + 1)})`, x, sheet.y + 1, { ...numbers, width: column.width, align: 'center' });
  });
}

function drawRow(sheet: Sheet, line: VoucherLine): void {
  const texts = columns.map((column) => sheet.wrap(column.read(line), column.width - 2 * padding, ink));
  const height = Math.max(...texts.map((text) => text.length)) * sheet.lineHeight(ink) + 2 * padding;
  breakBefore(sheet, height);
  cells(sheet, height, (column, x, at) => {
    sheet.paragraph(texts[at] ?? [], x + padding, sheet.y + padding, cellLine(column));
  });
}

function drawTotal(sheet: Sheet, voucher: Voucher): void {
  const amount = columns.at(-1);
  if (amount === undefined) return;
  const bold = { face: 'bold', size: 10 } as const;
  const total = sheet.wrap(formatDong(voucherTotal(voucher)), amount.width - 2 * padding, bold);
  const height = total.length * sheet.lineHeight(bold) + 2 * padding;
  breakBefore(sheet, height);
  const width = columns.reduce((sum, column) => sum + column.width, 0) - amount.width;
  sheet.box(page.left, sheet.y, width, height);
  sheet.text('Tổng cộng', page.left, sheet.y + padding, { ...bold, width, align: 'center' });
  sheet.box(page.left + width, sheet.y, amount.width, height);
  sheet.paragraph(total, page.left + width + padding, sheet.y + padding, { ...cellLine(amount), ...bold });
  sheet.y += height;
}

/** Starts a new page, with the head again, when a row of this height does not fit. */
function breakBefore(sheet: Sheet, height: number): void {
  if (sheet.fits(height)) return;
  sheet.newPage();
  drawHead(sheet);
}

function cellLine(column: Column): Line {
  return { ...ink, width: column.width - 2 * padding, align: column.align };
}

/** Draws the boxes of one row and what stands in them, then moves below. */
function cells(sheet: Sheet, height: number, draw: (column: Column, x: number, at: number) => void): void {
  let x: number = page.left;
  columns.forEach((column, at) => {
    sheet.box(x, sheet.y, column.width, height);
    draw(column, x, at);
    x += column.width;
  });
  sheet.y += height;
}
