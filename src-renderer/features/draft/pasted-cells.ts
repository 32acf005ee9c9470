/** Cells copied from a spreadsheet, put into the lines of a voucher. */
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import { withLineField } from '#shared/domain/vouchers/field-value.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { fieldsOf as usedBy, type UsedColumn } from '#shared/domain/vouchers/used-fields.ts';
import { mostLines, type VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { readAmount } from '../../format/amount.ts';
import { readDate } from '../../format/date.ts';
import { nextLine } from './new-voucher.ts';
import { readCode } from './read-code.ts';
import { tidied } from './typed-text.ts';
import { isWrittenPlain } from './written-plain.ts';

type Rows = readonly (readonly string[])[];

/**
 * Clipboard text → rows of trimmed cells: tabs between cells, line ends between rows, quotes around a cell that holds
 * either. Undefined when it is one cell only, which an ordinary paste serves better.
 */
export function parseCells(text: string): Rows | undefined {
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

/** What each column goes into: as the heading names them, by content when few were copied, else by place from `start` on. */
export function columnsOf(
  rows: Rows,
  start: LineFieldPath,
  columns: readonly UsedColumn[],
): readonly (UsedColumn | undefined)[] {
  const width = Math.max(...rows.map((cells) => cells.length));
  const recognised = width > 1 && width < columns.length ? recognise(rows, width, columns) : undefined;
  const from = columns.findIndex(({ path }) => path === start);
  return recognised ?? Array.from({ length: width }, (_, at) => columns[from + at]);
}

function recognise(
  rows: Rows,
  width: number,
  columns: readonly UsedColumn[],
): readonly (UsedColumn | undefined)[] | undefined {
  const found: (UsedColumn | undefined)[] = [];
  for (let at = 0; at < width; at += 1) {
    const cells = rows.map((row) => row[at] ?? '').filter((one) => one !== '');
    found.push(cells.length === 0 ? undefined : kindOf(cells, columns));
  }
  const named = found.filter((one) => one !== undefined);
  // Recognised only where no doubt is left: words and a sum, and nothing twice.
  const clear = new Set(named).size === named.length;
  const has = (path: LineFieldPath | undefined) => named.some((one) => one.path === path);
  return clear && has(columns.find(isWords)?.path) && has('amount') ? found : undefined;
}

const isWords = ({ definition }: UsedColumn) => definition.wide === true;

function kindOf(cells: readonly string[], columns: readonly UsedColumn[]): UsedColumn | undefined {
  const column = (path: LineFieldPath) => columns.find((one) => one.path === path);
  const ndkt = column('ndkt');
  const list = ndkt?.codes === undefined ? undefined : codeLists[ndkt.codes];
  if (list !== undefined && cells.every((one) => /^\d{4}$/.test(one))) {
    const known = cells.filter((one) => findCode(list, one) !== undefined).length;
    // A wrong code among many right ones is pasted, and then found.
    if (known >= cells.length * 0.8) return ndkt;
  }
  if (cells.every((one) => (readDate(one) ?? '') !== '' && /[/.-]/.test(one))) return column('invoiceDate');
  if (cells.every((one) => (readAmount(one)?.length ?? 0) >= 4)) return column('amount');
  return cells.some((one) => /\p{L}{2}/u.test(one)) ? columns.find(isWords) : undefined;
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
  /** Rows that a voucher has no room for. */
  readonly left: number;
}

export interface Paste {
  readonly form: FormDescription;
  /** Column in which it was pasted. */
  readonly start: LineFieldPath;
  readonly rows: Rows;
}

/** The first row goes into the line at `index`, every further one into a new line below. */
export function pasteCells(
  lines: readonly VoucherLine[],
  index: number,
  { form, start, rows }: Paste,
): Pasted | undefined {
  const replaced = lines[index];
  if (replaced === undefined) return undefined;
  const { columns } = usedBy(form);
  const heading = headingOf(rows, columns);
  const body = heading === undefined ? rows : rows.slice(1);
  const room = mostLines - lines.length + 1;
  const fields =
    heading?.some((one) => one !== undefined) === true ? heading : columnsOf(body, start, columns);
  const unread: (readonly [string, string])[] = [];
  let cut = 0;
  let above = replaced;
  const filled = body.slice(0, room).map((cells, at) => {
    let line = at === 0 ? replaced : nextLine(above, form);
    cells.forEach((cell, place) => {
      const field = fields[place];
      if (field === undefined) {
        if (cell !== '') cut += 1;
        return;
      }
      const value = readCell(field, cell);
      if (value === undefined) unread.push([`${line.id}.${field.path}`, cell]);
      else if (field.definition.kind === 'text' && value.length < tidiedCell(field, cell).length) cut += 1;
      line = withLineField(line, field.path, value ?? '');
    });
    above = line;
    return line;
  });
  return {
    lines: [...lines.slice(0, index), ...filled, ...lines.slice(index + 1)],
    replaced,
    added: filled.slice(1).map(({ id }) => id),
    unread,
    cut,
    left: Math.max(0, body.length - room),
  };
}

/**
 * The columns that a first row names; undefined when it is no heading. A row of words alone above rows with figures is
 * one even when it names none of the form's columns: then every column is undefined.
 */
function headingOf(
  rows: Rows,
  columns: readonly UsedColumn[],
): readonly (UsedColumn | undefined)[] | undefined {
  const [first = [], second] = rows;
  if (first.length < 2 || second === undefined) return undefined;
  const names = first.map((cell) => columns.find((column) => isNamed(column, cell)));
  const named = names.filter((one) => one !== undefined);
  const clear = named.length >= 2 && new Set(named).size === named.length;
  if (clear && named.some(({ path }) => path === 'amount')) return names;
  const figures = (cells: readonly string[]) => cells.some((one) => /\d/.test(one));
  return !figures(first) && figures(second) ? first.map(() => undefined) : undefined;
}

/** A heading as people write it: the label, what is printed, or the name in the XML; without its unit. */
function isNamed({ path, label, definition, use }: UsedColumn, cell: string): boolean {
  const heading = plainWords(cell);
  if (heading === '') return false;
  const names = [label.vi, label.en, definition.label.vi, use.printed.join(' '), definition.xml, path];
  return names.some((name) => {
    const plain = plainWords(name);
    return plain === heading || plain.replace(/^ma /, '') === heading;
  });
}

const plainWords = (text: string) =>
  withoutAccents(text)
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const tidiedCell = ({ path }: UsedColumn, cell: string) =>
  tidied(cell, isWrittenPlain(path) ? 'spaces' : undefined);

function readCell(column: UsedColumn, cell: string): string | undefined {
  const { definition, codes } = column;
  switch (definition.kind) {
    case 'date':
      return readDate(cell);
    case 'amount':
      return readAmount(cell);
    case 'code':
      return readCode(cell, codes === undefined ? definition.max : codeLists[codes].digits);
    case 'digits':
    case 'text':
    case 'choice':
      return tidiedCell(column, cell).slice(0, definition.max);
  }
}
