/** What a row below the titles is: lines and sums have money, and what stands apart has neither number nor money. */
import { lineFields, voucherFields } from '#shared/domain/vouchers/fields.ts';
import type { Cell, SheetRow } from '../../tables/sheet.ts';
import { dongOfCell } from './cell-value.ts';
import type { ColumnSubject } from './columns.ts';
import type { Heading } from './heading.ts';
import { sumKind, type SumKind } from './sum-label.ts';

export type RowKind =
  | { readonly kind: 'line' }
  /** `column`: of the amount. `named`: it says the number of the voucher above. */
  | { readonly kind: 'sum'; readonly of: 'one' | 'all'; readonly column: number; readonly named: boolean }
  | { readonly kind: 'apart' };

/** Notes and places under a table that have digits: “Phú Thọ, ngày 30 tháng 11 năm 2026”, “Số dòng = 12”. */
const aside =
  /^(?:ghi chú|lưu ý|người lập|kế toán|thủ trưởng|chủ tài khoản|(?:số tiền )?bằng chữ|số dòng)|ngày\s.*tháng\s.*năm\s/iu;
/** What tables put where a sum has nothing to say. */
const nothing = /^[\sx.…*–—-]*$/iu;

/** The columns of a table that tell what its rows are. */
export class RowKinds {
  readonly #heading: Heading;
  readonly #number: number | undefined;
  readonly #place: number | undefined;
  readonly #amount: number | undefined;
  readonly #total: number | undefined;
  readonly #description: number | undefined;

  constructor(heading: Heading) {
    const at = (of: ColumnSubject['of'], path: string) =>
      heading.columns.find(({ subject }) => subject.of === of && subject.path === path)?.column;
    this.#heading = heading;
    this.#number = at('voucher', 'number');
    this.#place = at('table', 'place');
    this.#amount = at('line', 'amount');
    this.#total = at('table', 'total');
    this.#description = at('line', 'description');
  }

  /** Đồng of a line; 0 where it has none yet, undefined where it cannot be read. */
  dongOf(row: SheetRow): bigint | undefined {
    const cell = cellAt(row, this.#amount);
    if (cell === undefined) return 0n;
    const dong = dongOfCell(cell);
    return dong === undefined ? undefined : BigInt(dong);
  }

  /** `above`: number of the voucher above, empty without one. */
  kindOf(row: SheetRow, above: string): RowKind {
    return this.#sum(row, above) ?? { kind: this.#isApart(row) ? 'apart' : 'line' };
  }

  #sum(row: SheetRow, above: string): RowKind | undefined {
    const number = textAt(row, this.#number);
    const label = this.#label(row, above);
    if (label === undefined) return undefined;
    const repeated = number !== '' && number === above;
    if (number !== '' && !repeated && number !== label.text) return undefined;
    if (this.#hasOwn(row, label.text, repeated)) return undefined;
    if (label.of === 'carried') return { kind: 'apart' };
    const column = [this.#amount, this.#total].find((at) => textAt(row, at) !== '');
    if (column === undefined) return { kind: 'apart' };
    const named = repeated || (above !== '' && label.text.includes(above));
    return { kind: 'sum', of: label.of, column, named };
  }

  /** The row's first words, after the number of the voucher, or what it says as the content of a line. */
  #label(row: SheetRow, above: string): { readonly text: string; readonly of: SumKind } | undefined {
    const words = [...row.cells]
      .filter(([column, cell]) => isWord(cell) && !(column === this.#number && cell.text.trim() === above))
      .sort(([a], [b]) => a - b);
    for (const text of [words[0]?.[1].text.trim() ?? '', textAt(row, this.#description)]) {
      const of = sumKind(text);
      if (of !== undefined) return { text, of };
    }
    return undefined;
  }

  /** Whether it has what only a line has: a code, a content, a receiver of its own. */
  #hasOwn(row: SheetRow, label: string, ofVoucherAbove: boolean): boolean {
    return this.#heading.columns.some(({ column, subject }) => {
      if (subject.of === 'table' || subject.path === 'number') return false;
      if (subject.of === 'voucher' && ofVoucherAbove) return false;
      const { kind } = subject.of === 'line' ? lineFields[subject.path] : voucherFields[subject.path];
      const text = textAt(row, column);
      return kind !== 'amount' && text !== label && !nothing.test(text);
    });
  }

  /** Says no number and no amount of a voucher: a note, the names of those who sign, the titles of the next page. */
  #isApart(row: SheetRow): boolean {
    const amount = cellAt(row, this.#amount);
    const says = (column: number | undefined) => {
      const cell = cellAt(row, column);
      if (cell === undefined) return false;
      return cell.kind === 'error' || (/\d/.test(cell.text) && !aside.test(cell.text.trim()));
    };
    if ([this.#number, this.#place, this.#amount].some(says)) return false;
    const isBlank = [this.#number, this.#place, this.#amount].every((at) => textAt(row, at) === '');
    // A formula that nobody computed yet is an amount where the row has the codes of a line.
    if (isBlank && amount?.formula !== true) return true;
    return !this.#heading.columns.some(
      ({ column, subject }) => column !== this.#description && subject.of !== 'table' && says(column),
    );
  }
}

function cellAt(row: SheetRow, column: number | undefined): Cell | undefined {
  return column === undefined ? undefined : row.cells.get(column);
}

function textAt(row: SheetRow, column: number | undefined): string {
  return cellAt(row, column)?.text.trim() ?? '';
}

function isWord({ kind, text }: Cell): boolean {
  return kind === 'text' && /\p{L}/u.test(text);
}
