/** Which rows of a sheet belong to one voucher. */
import { withoutAccents } from '#shared/domain/text/accents.ts';
import type { Cell, Sheet, SheetRow } from '../../tables/sheet.ts';
import type { Heading } from './heading.ts';
import type { ColumnSubject } from './columns.ts';

export interface RowGroup {
  readonly rows: readonly SheetRow[];
  /** Rows among them that say neither number nor amount, and were passed over. */
  readonly skipped: readonly number[];
}

const sums = new Set(['tong cong', 'cong', 'tong', 'tong so', 'tong so tien', 'tong tien', 'cong so tien']);

/**
 * Consecutive rows of one number (and form, and place where the table says one); a row without a number goes on with the
 * voucher above it. Rows of sums and rows without number and amount, such as those of the signatures below, are no lines.
 */
export function rowGroups(sheet: Sheet, heading: Heading): readonly RowGroup[] {
  const at = (of: ColumnSubject['of'], path: string) =>
    heading.columns.find(({ subject }) => subject.of === of && subject.path === path)?.column;
  const columns = {
    number: at('voucher', 'number'),
    form: at('table', 'form'),
    place: at('table', 'place'),
    amount: at('line', 'amount'),
  };
  const text = (row: SheetRow, column: number | undefined) =>
    column === undefined ? '' : (row.cells.get(column)?.text.trim() ?? '');
  const groups: { key: string; rows: SheetRow[]; skipped: number[] }[] = [];
  for (const row of sheet.rows) {
    if (row.number <= heading.row) continue;
    const number = text(row, columns.number);
    const place = text(row, columns.place);
    const last = groups.at(-1);
    if (isSum(row, number)) continue;
    if (number === '' && place === '') {
      if (text(row, columns.amount) === '') last?.skipped.push(row.number);
      else if (last !== undefined) last.rows.push(row);
      else groups.push({ key: '', rows: [row], skipped: [] });
      continue;
    }
    const form = text(row, columns.form);
    const key = JSON.stringify([place, number]);
    // A form left out on the further rows of a voucher is the one above.
    const same = last?.key === key && (form === '' || text(last.rows[0] ?? row, columns.form) === form);
    if (same) last.rows.push(row);
    else groups.push({ key, rows: [row], skipped: [] });
  }
  return groups;
}

function isSum(row: SheetRow, number: string): boolean {
  const first = [...row.cells].sort(([a], [b]) => a - b).find(([, cell]) => isWord(cell))?.[1].text ?? '';
  return sums.has(plain(first)) && (number === '' || plain(number) === plain(first));
}

function isWord({ kind, text }: Cell): boolean {
  return kind === 'text' && /\p{L}/u.test(text);
}

function plain(text: string): string {
  return withoutAccents(text)
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
