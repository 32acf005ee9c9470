import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { FailureCode } from '#shared/contract/errors.ts';
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { formatDong, sumDong } from '#shared/domain/money/dong.ts';
import { usesOf } from '#shared/domain/vouchers/empty.ts';
import {
  lineFields,
  voucherFields,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { advises } from '#shared/domain/vouchers/issues.ts';
import { mostLines } from '#shared/domain/vouchers/voucher.ts';
import { cellAddress } from '../../tables/cell-address.ts';
import type { Cell, Sheet, SheetRow } from '../../tables/sheet.ts';
import type { Found } from '../found.ts';
import { formulaNote, hiddenNote, mergedNote, paddedNote, unusedNote } from '../notes.ts';
import { cellValue, restoredZeros, type CellContext } from './cell-value.ts';
import { formNamed } from './form-names.ts';
import { findHeading, type HeadedColumn, type Heading } from './heading.ts';
import { mergedCells, type MergedCells } from './merged.ts';
import { rowGroups, type GroupedRows, type LeftOutRow, type RowGroup } from './row-groups.ts';

/** Most cells that one refusal names. */
const mostNamed = 10;

interface Reading {
  readonly sheet: Sheet;
  readonly heading: Heading;
  readonly merged: MergedCells;
  /** Of the whole sheet, by its name. */
  readonly form: FormDescription | undefined;
}

/**
 * The vouchers of a sheet, each read when it is asked for. Undefined when it has no row of titles: it is no list of
 * vouchers.
 * @throws DvcttError IMPORT_COLUMN_UNKNOWN, IMPORT_CELL_MERGED for the sheet as a whole
 */
export function readSheetVouchers(
  sheet: Sheet,
  from: string,
  form: FormDescription | undefined,
): Iterable<Found> | undefined {
  const heading = findHeading(sheet, form);
  if (heading === undefined) return undefined;
  const reading: Reading = { sheet, heading, merged: mergedCells(sheet, heading), form };
  return readGroups(reading, rowGroups(sheet, heading), from);
}

function* readGroups(reading: Reading, { groups, wrongSums }: GroupedRows, from: string): Generator<Found> {
  for (const [at, group] of groups.entries()) yield readGroup(reading, group, from, at === 0);
  for (const { row, cell, told, sum } of wrongSums)
    yield {
      kind: 'refused',
      from: `${from} dòng ${row}`,
      failure: toFailure(
        new DvcttError('IMPORT_TOTAL_MISMATCH', {
          cells: cell,
          told: formatDong(told),
          sum: formatDong(sum),
        }),
      ),
    };
}

function readGroup(reading: Reading, group: RowGroup, from: string, first: boolean): Found {
  const numbers = group.rows.map(({ number }) => number);
  const [top = 0, bottom = top] = [numbers[0], numbers.at(-1)];
  const place = `${from} dòng ${top}${bottom === top ? '' : `–${bottom}`}`;
  const numberColumn = reading.heading.columns.find(({ subject }) => subject.path === 'number')?.column ?? -1;
  const number = group.rows[0]?.cells.get(numberColumn)?.text.trim().slice(0, 100) ?? '';
  try {
    return new GroupReader(reading, group).voucher(place, first);
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    const notes = group.leftOut.length > 0 ? [skippedNote(group.leftOut)] : [];
    return { kind: 'refused', from: place, failure: toFailure(cause), number, notes };
  }
}

/** Reads the rows of one voucher; what cannot be read is gathered, so that one refusal names all of it. */
class GroupReader {
  readonly #reading: Reading;
  readonly #group: RowGroup;
  readonly #form: FormDescription;
  readonly #notes: ValidationIssue[] = [];
  readonly #unreadable: string[] = [];
  readonly #differing: string[] = [];
  readonly #formulas: string[] = [];
  readonly #merges = new Set<string>();
  readonly #unused = new Set<string>();
  readonly #asNumber: string[] = [];

  constructor(reading: Reading, group: RowGroup) {
    this.#reading = reading;
    this.#group = group;
    this.#form = formOfGroup(reading, group);
    if (group.rows.length > mostLines) throw new DvcttError('IMPORT_TOO_MUCH', { lines: group.rows.length });
    const unclear = new Set(group.rows.flatMap(({ number }) => reading.merged.unclear(number)));
    refuse('IMPORT_CELL_MERGED', [...unclear]);
  }

  voucher(from: string, first: boolean): Found {
    const { heading } = this.#reading;
    const uses = usesOf(this.#form);
    const lineColumns = new Set<string>(this.#form.lines.columns.map(({ field }) => field));
    const fields: Partial<Record<VoucherFieldPath, string>> = {};
    const totals: Partial<Record<'total' | 'totalInWords', string>> = {};
    const lines: Partial<Record<LineFieldPath, string>>[] = [];
    for (const column of heading.columns) {
      const { subject } = column;
      if (subject.of === 'voucher') {
        const value = this.#shared(
          column,
          this.#context(subject.path, voucherFields[subject.path]),
          uses(subject.path),
        );
        if (value !== undefined) fields[subject.path] = value;
      } else if (subject.of === 'table' && (subject.path === 'total' || subject.path === 'totalInWords')) {
        const like = subject.path === 'total' ? lineFields.amount : lineFields.description;
        const value = this.#shared(column, this.#context(subject.path, like), true);
        if (value !== undefined && value !== '') totals[subject.path] = value;
      }
    }
    for (const row of this.#group.rows) {
      const line = this.#line(row, lines.length, lineColumns);
      if (Object.keys(line).length > 0) lines.push(line);
    }
    refuse('IMPORT_CELL_UNREADABLE', this.#unreadable);
    refuse('IMPORT_HEADER_DIFFERS', this.#differing);
    const added = sumDong(lines.map(({ amount = '' }) => amount).filter((amount) => amount !== ''));
    // One total is compared with the lines: the one that disagrees, wherever it stands.
    const total = [totals.total, ...this.#group.sums].find((told) => told !== undefined && told !== added);
    if (total !== undefined) totals.total = total;
    return {
      kind: 'voucher',
      from,
      formId: this.#form.id,
      fields,
      lines,
      ...totals,
      notes: [...this.#notes, ...this.#gathered(first)],
    };
  }

  /** A value of the voucher: that of its first row that has one; the others must not say another. */
  #shared(column: HeadedColumn, context: CellContext, used: boolean): string | undefined {
    let found: string | undefined;
    for (const row of this.#group.rows) {
      const place = this.#placeOf(row, column.column);
      const cell = place?.cell;
      if (cell === undefined || place === undefined) continue;
      if (!used) {
        this.#unused.add(column.title);
        return undefined;
      }
      const value = this.#read(cell, place.row, column.column, context, context.path);
      if (value === undefined) continue;
      if (found === undefined) found = value;
      else if (found !== value) this.#differing.push(cellAddress(place.row, column.column));
    }
    return found;
  }

  #line(row: SheetRow, at: number, used: ReadonlySet<string>): Partial<Record<LineFieldPath, string>> {
    const line: Partial<Record<LineFieldPath, string>> = {};
    for (const { subject, column, title } of this.#reading.heading.columns) {
      const cell = row.cells.get(column);
      if (subject.of !== 'line' || cell === undefined) continue;
      if (!used.has(subject.path)) {
        this.#unused.add(title);
        continue;
      }
      const context = this.#context(subject.path, lineFields[subject.path]);
      const value = this.#read(cell, row.number, column, context, `lines.${at}.${subject.path}`);
      if (value !== undefined) line[subject.path] = value;
    }
    return line;
  }

  #read(cell: Cell, row: number, column: number, context: CellContext, path: string): string | undefined {
    const value = cellValue(cell, context);
    const address = cellAddress(row, column);
    if (value === undefined) {
      this.#unreadable.push(`${address} “${cell.text.trim().slice(0, 30)}”`);
      return undefined;
    }
    if (cell.formula && context.definition.kind === 'amount') this.#formulas.push(address);
    if (cell.kind === 'number' && /account(?:Number)?$/i.test(context.path)) this.#asNumber.push(address);
    const restored = restoredZeros(value, context);
    if (restored !== value) this.#notes.push(paddedNote(path, value, restored));
    return restored;
  }

  /** A cell, or the one that it is merged with. */
  #placeOf(row: SheetRow, column: number): { readonly cell: Cell; readonly row: number } | undefined {
    const own = row.cells.get(column);
    if (own !== undefined) return { cell: own, row: row.number };
    const source = this.#reading.merged.sourceOf(row.number, column);
    if (source === undefined) return undefined;
    const cell = this.#reading.sheet.rows.find(({ number }) => number === source.row)?.cells.get(column);
    if (cell === undefined) return undefined;
    this.#merges.add(source.range);
    return { cell, row: source.row };
  }

  #context(path: string, definition: CellContext['definition']): CellContext {
    return { form: this.#form, path, definition, from1904: this.#reading.sheet.from1904 };
  }

  #gathered(first: boolean): readonly ValidationIssue[] {
    const { heading, sheet } = this.#reading;
    const hidden = [
      ...(sheet.hidden ? [`trang “${sheet.name}”`] : []),
      ...this.#group.rows.filter((row) => row.hidden).map(({ number }) => `dòng ${number}`),
      ...heading.columns
        .filter(({ column }) => sheet.hiddenColumns.has(column))
        .map(({ title }) => `cột “${title}”`),
    ];
    const unknown = first ? [...heading.unknown.values()] : [];
    return [
      ...(this.#formulas.length > 0 ? [formulaNote(this.#formulas)] : []),
      ...[...this.#merges].map(mergedNote),
      ...(hidden.length > 0 ? [hiddenNote(hidden.slice(0, mostNamed).join(', '))] : []),
      ...(this.#unused.size + unknown.length > 0 ? [unusedNote([...this.#unused, ...unknown])] : []),
      ...(this.#asNumber.length > 0 ? [accountNote(this.#asNumber)] : []),
      ...(this.#group.leftOut.length > 0 ? [skippedNote(this.#group.leftOut)] : []),
    ];
  }
}

/** The form that the rows name, or the sheet's. @throws IMPORT_FORM_UNKNOWN */
function formOfGroup({ heading, form }: Reading, { rows }: RowGroup): FormDescription {
  const column = heading.columns.find(({ subject }) => subject.of === 'table' && subject.path === 'form');
  const [row] = rows;
  const cell = column === undefined ? undefined : row?.cells.get(column.column);
  const named = cell === undefined ? form : formNamed(cell.text);
  if (named !== undefined && (form === undefined || named === form)) return named;
  throw new DvcttError('IMPORT_FORM_UNKNOWN', {
    cell: column === undefined ? '' : cellAddress(row?.number ?? 0, column.column),
    form: cell?.text.slice(0, 40) ?? '',
  });
}

function refuse(code: FailureCode, cells: readonly string[]): void {
  if (cells.length === 0) return;
  const more = cells.length > mostNamed ? ` … (+${cells.length - mostNamed})` : '';
  throw new DvcttError(code, { cells: cells.slice(0, mostNamed).join(', ') + more });
}

function accountNote(cells: readonly string[]): ValidationIssue {
  const shown = cells.slice(0, mostNamed).join(', ');
  return advises(
    '',
    'IMPORT_ACCOUNT_AS_NUMBER',
    `Số tài khoản ở ô ${shown} được lưu dạng số nên có thể đã mất số 0 ở đầu. Kiểm tra lại.`,
    `Account numbers in ${shown} were kept as numbers and may have lost leading zeros. Check them.`,
  );
}

function skippedNote(rows: readonly LeftOutRow[]): ValidationIssue {
  const listed = (blank: string, row: string) =>
    rows
      .slice(0, mostNamed)
      .map(({ number, text }) => `${row} ${number} ${text === '' ? blank : `“${text}”`}`)
      .join(', ') + (rows.length > mostNamed ? ` … (+${rows.length - mostNamed})` : '');
  return advises(
    '',
    'IMPORT_ROWS_SKIPPED',
    `Không nhập các dòng không phải dòng chứng từ: ${listed('(trống)', 'dòng')}. Nếu có dòng cần nhập, điền số chứng từ và số tiền rồi nhập lại.`,
    `Rows that are no lines of a voucher were not taken: ${listed('(blank)', 'row')}. If one should be, give it a number and an amount and import again.`,
  );
}
