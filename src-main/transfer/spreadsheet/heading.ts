/** Finds the row of titles in a sheet and what each column says. */
import { DvcttError } from '#shared/contract/errors.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { cellAddress } from '../../tables/cell-address.ts';
import type { Sheet, SheetRow } from '../../tables/sheet.ts';
import { columnsOf, columnsOfAll, pathOf, totalInWordsTitle, type ColumnSubject } from './columns.ts';

export interface HeadedColumn {
  readonly column: number;
  readonly title: string;
  readonly subject: ColumnSubject;
}

export interface Heading {
  /** Row of the titles. */
  readonly row: number;
  readonly columns: readonly HeadedColumn[];
  /** Titles that say nothing of ours. */
  readonly unknown: ReadonlyMap<number, string>;
}

/** Rows among which the titles stand: above them are the names of unit and list. */
const headingWithin = 40;

/** Other names that accountants give these columns. */
const aliases: readonly (readonly [string, ColumnSubject])[] = [
  ['so ct', { of: 'voucher', path: 'number' }],
  ['so phieu', { of: 'voucher', path: 'number' }],
  ['ngay ct', { of: 'voucher', path: 'date' }],
  ['dien giai', { of: 'line', path: 'description' }],
  ['noi dung thanh toan', { of: 'line', path: 'description' }],
  ['tieu muc', { of: 'line', path: 'ndkt' }],
  ['ma tieu muc', { of: 'line', path: 'ndkt' }],
  ['ndkt', { of: 'line', path: 'ndkt' }],
  ['chuong', { of: 'line', path: 'chapter' }],
  ['khoan', { of: 'line', path: 'sector' }],
  ['ma khoan', { of: 'line', path: 'sector' }],
  ['ma nganh kinh te', { of: 'line', path: 'sector' }],
  ['nguon', { of: 'line', path: 'source' }],
  ['ma nguon nsnn', { of: 'line', path: 'source' }],
  ['nam ngan sach', { of: 'line', path: 'budgetYear' }],
  ['mau chung tu', { of: 'table', path: 'form' }],
  ['mau so', { of: 'table', path: 'form' }],
  ['tong tien', { of: 'table', path: 'total' }],
  ['tong cong', { of: 'table', path: 'total' }],
  [totalInWordsTitle, { of: 'table', path: 'totalInWords' }],
  ['chung tu thu', { of: 'table', path: 'place' }],
];

/** Undefined when the sheet has no row of titles. @throws IMPORT_COLUMN_UNKNOWN when two columns say the same. */
export function findHeading(sheet: Sheet, form: FormDescription | undefined): Heading | undefined {
  const dictionary = dictionaryOf(form);
  const row = sheet.rows
    .slice(0, headingWithin)
    .find((candidate) => isHeading(columnsIn(candidate, dictionary)));
  if (row === undefined) return undefined;
  const columns = columnsIn(row, dictionary);
  const seen = new Map<string, number>();
  for (const { subject, column } of columns) {
    const key = `${subject.of}:${subject.path}`;
    const before = seen.get(key);
    if (before !== undefined) {
      throw new DvcttError('IMPORT_COLUMN_UNKNOWN', {
        cells: `${cellAddress(row.number, before)}, ${cellAddress(row.number, column)}`,
        reason: 'repeated',
      });
    }
    seen.set(key, column);
  }
  const known = new Set(columns.map(({ column }) => column));
  const unknown = new Map(
    [...row.cells]
      .filter(([column, { kind }]) => kind === 'text' && !known.has(column))
      .map(([column, { text }]) => [column, text.trim().slice(0, 60)]),
  );
  return { row: row.number, columns, unknown };
}

/** A row that names the number of a voucher and the amount of a line. */
function isHeading(columns: readonly HeadedColumn[]): boolean {
  const has = (of: string, path: string) =>
    columns.some(({ subject }) => subject.of === of && subject.path === path);
  return has('voucher', 'number') && has('line', 'amount');
}

function columnsIn(row: SheetRow, dictionary: ReadonlyMap<string, ColumnSubject>): readonly HeadedColumn[] {
  return [...row.cells].flatMap(([column, { kind, text }]) => {
    if (kind !== 'text' || text.length > 200) return [];
    const subject = dictionary.get(bracketed(text) ?? '') ?? dictionary.get(headingKey(text));
    return subject === undefined ? [] : [{ column, title: text.trim(), subject }];
  });
}

/** Titles of this form, or of all; then paths, the names in the XML and other names. The first meaning stands. */
function dictionaryOf(form: FormDescription | undefined): ReadonlyMap<string, ColumnSubject> {
  const dictionary = new Map<string, ColumnSubject>();
  const add = (name: string, subject: ColumnSubject) => {
    for (const key of [name, headingKey(name)]) {
      if (key !== '' && !dictionary.has(key)) dictionary.set(key, subject);
    }
  };
  const titled =
    form === undefined
      ? [...columnsOfAll(forms), ...forms.flatMap((each) => columnsOf(each))]
      : columnsOf(form);
  for (const column of titled) {
    add(column.title, column.subject);
    add(pathOf(column), column.subject);
  }
  for (const [path, definition] of entriesOf<VoucherFieldPath>(voucherFields)) {
    addDefinition(add, definition, { of: 'voucher', path }, path);
  }
  for (const [path, definition] of entriesOf<LineFieldPath>(lineFields)) {
    addDefinition(add, definition, { of: 'line', path }, `lines.${path}`);
  }
  for (const [name, subject] of aliases) add(name, subject);
  return dictionary;
}

function addDefinition(
  add: (name: string, subject: ColumnSubject) => void,
  { label, xml }: FieldDefinition,
  subject: ColumnSubject,
  path: string,
): void {
  for (const name of [path, label.vi, label.en, xml]) add(name, subject);
}

/** `Số tiền (đồng)` → `so tien`. */
export function headingKey(title: string): string {
  return withoutAccents(title.normalize('NFC'))
    .replace(/\((?:dong|vnd|d)\)|\*/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The path in `Mã số thuế [payee.taxCode]`. */
function bracketed(title: string): string | undefined {
  return /\[([A-Za-z.]{1,60})\]\s*$/.exec(title)?.[1];
}

function entriesOf<K extends string>(
  record: Readonly<Record<K, FieldDefinition>>,
): readonly (readonly [K, FieldDefinition])[] {
  // A record's own keys are the keys of its type.
  return Object.entries(record) as [K, FieldDefinition][];
}
