/** Cells copied from a spreadsheet, put into the lines of a voucher. */
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { readAmount } from '../../format/amount.ts';
import { readDate } from '../../format/date.ts';
import { readCode } from './read-code.ts';

export type LineField = Exclude<
  keyof VoucherLine,
  'id' | 'declaration' | 'taxPeriod' | 'budgetYear' | 'advanceBalance' | `payee${string}` | 'note'
>;

/** The fields of a line in the order in which they stand on screen. */
export const lineOrder: readonly LineField[] = [
  'description',
  'invoiceNumber',
  'invoiceDate',
  'ndkt',
  'chapter',
  'sector',
  'source',
  'amount',
];

/** How many characters a text of a line may have. */
export const longest = { description: 500, invoiceNumber: 50 } as const;

/**
 * Clipboard text → rows of trimmed cells: tabs between cells, line ends between rows, quotes around a cell that holds
 * either. Undefined when it is one cell only, which an ordinary paste serves better.
 */
export function parseCells(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) return undefined;
    const [whole, quoted, plain = '', end = ''] = match;
    row.push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim());
    if (end !== '\t') {
      rows.push(row);
      row = [];
    }
    if (whole === '') break;
  }
  if (row.length > 0) rows.push(row);
  const filled = rows.filter((cells) => cells.some((one) => one !== ''));
  return filled.length > 1 || (filled[0]?.length ?? 0) > 1 ? filled : undefined;
}

/** What each column goes into: recognised by content when few were copied, else by place from `start` on. */
export function fieldsOf(
  rows: readonly (readonly string[])[],
  start: LineField,
): readonly (LineField | undefined)[] {
  const width = Math.max(...rows.map((cells) => cells.length));
  const recognised = width > 1 && width < lineOrder.length ? recognise(rows, width) : undefined;
  const from = lineOrder.indexOf(start);
  return recognised ?? Array.from({ length: width }, (_, column) => lineOrder[from + column]);
}

function recognise(
  rows: readonly (readonly string[])[],
  width: number,
): readonly (LineField | undefined)[] | undefined {
  const fields: (LineField | undefined)[] = [];
  for (let column = 0; column < width; column += 1) {
    const cells = rows.map((row) => row[column] ?? '').filter((one) => one !== '');
    fields.push(cells.length === 0 ? undefined : kindOf(cells));
  }
  const named = fields.filter((field) => field !== undefined);
  // Recognised only where no doubt is left: words and a sum, and nothing twice.
  const clear = new Set(named).size === named.length;
  return clear && named.includes('description') && named.includes('amount') ? fields : undefined;
}

function kindOf(cells: readonly string[]): LineField | undefined {
  if (cells.every((one) => findCode(codeLists.ndkt, one) !== undefined)) return 'ndkt';
  if (cells.every((one) => (readDate(one) ?? '') !== '' && /[/.-]/.test(one))) return 'invoiceDate';
  if (cells.every((one) => (readAmount(one)?.length ?? 0) >= 4)) return 'amount';
  return cells.some((one) => /\p{L}{2}/u.test(one)) ? 'description' : undefined;
}

export interface Pasted {
  readonly lines: VoucherLine[];
  /** The line that was there before, as it was. */
  readonly replaced: VoucherLine;
  readonly added: readonly string[];
  /** Cells that could not be read: entry of the field → text. */
  readonly unread: readonly (readonly [entry: string, text: string])[];
  /** Cells that were longer than their field, or to the right of the last one. */
  readonly cut: number;
}

/** The first row goes into the line at `index`, every further one into a new line below. */
export function pasteCells(
  lines: readonly VoucherLine[],
  index: number,
  start: LineField,
  rows: readonly (readonly string[])[],
  newLine: (above: VoucherLine) => VoucherLine,
): Pasted | undefined {
  const replaced = lines[index];
  if (replaced === undefined) return undefined;
  const body = withoutHeading(rows);
  const fields = fieldsOf(body, start);
  const unread: (readonly [string, string])[] = [];
  let cut = 0;
  let above = replaced;
  const filled = body.map((cells, at) => {
    const changes: Partial<Record<LineField, string>> = {};
    const line = at === 0 ? replaced : newLine(above);
    cells.forEach((cell, column) => {
      const field = fields[column];
      if (field === undefined) {
        if (cell !== '') cut += 1;
        return;
      }
      const value = readCell(field, cell);
      if (value === undefined) unread.push([`${line.id}.${field}`, cell]);
      else if (value.length < cell.length && (field === 'description' || field === 'invoiceNumber')) cut += 1;
      changes[field] = value ?? '';
    });
    above = { ...line, ...changes };
    return above;
  });
  return {
    lines: [...lines.slice(0, index), ...filled, ...lines.slice(index + 1)],
    replaced,
    added: filled.slice(1).map(({ id }) => id),
    unread,
    cut,
  };
}

/** A first row of words alone above rows with figures names the columns. */
function withoutHeading(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const figures = (cells: readonly string[] | undefined) => cells?.some((one) => /\d/.test(one)) === true;
  const [first, second] = rows;
  return (first?.length ?? 0) > 1 && !figures(first) && figures(second) ? rows.slice(1) : rows;
}

function readCell(field: LineField, cell: string): string | undefined {
  switch (field) {
    case 'description':
    case 'invoiceNumber':
      return cell.slice(0, longest[field]);
    case 'invoiceDate':
      return readDate(cell);
    case 'amount':
      return readAmount(cell);
    case 'ndkt':
    case 'chapter':
    case 'sector':
    case 'source':
      return readCode(cell, codeLists[field].digits);
  }
}
