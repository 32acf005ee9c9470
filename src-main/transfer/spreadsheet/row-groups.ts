/** Which rows of a sheet belong to one voucher, and which sums stand over which of them. */
import { cellAddress } from '../../tables/cell-address.ts';
import type { Sheet, SheetRow } from '../../tables/sheet.ts';
import { dongOfCell } from './cell-value.ts';
import type { ColumnSubject } from './columns.ts';
import type { Heading } from './heading.ts';
import { RowKinds, type RowKind } from './row-kind.ts';

export interface LeftOutRow {
  readonly number: number;
  /** What stands in it; empty for a row of blanks. */
  readonly text: string;
}

export interface RowGroup {
  readonly rows: readonly SheetRow[];
  /** What the rows “Cộng” of this voucher say, đồng. */
  readonly sums: readonly string[];
  /** Rows among and below them that are neither lines nor sums that could be compared. */
  readonly leftOut: readonly LeftOutRow[];
}

/** A sum over several vouchers that is not what they add up to. */
export interface WrongSum {
  readonly row: number;
  readonly cell: string;
  /** Đồng, as digits. */
  readonly told: string;
  readonly sum: string;
}

export interface GroupedRows {
  readonly groups: readonly RowGroup[];
  readonly wrongSums: readonly WrongSum[];
}

/**
 * Consecutive rows of one number (and form, and place where the table says one); a row without a number goes on with the
 * voucher above it. A sum is that of the one voucher above it, or of those since the last sum, or of the whole table so
 * far: where it could be several of these and is none, no voucher can be blamed for it, and the sheet is.
 */
export function rowGroups(sheet: Sheet, heading: Heading): GroupedRows {
  return new Grouping(heading).of(sheet);
}

interface OpenGroup {
  readonly key: string;
  readonly number: string;
  readonly rows: SheetRow[];
  readonly sums: string[];
  readonly leftOut: LeftOutRow[];
  readonly tally: Tally;
}
type Sum = Extract<RowKind, { kind: 'sum' }>;

/** Of lines; nothing can be compared with it once one of them could not be read. */
class Tally {
  #dong: bigint | undefined = 0n;

  add(dong: bigint | undefined): void {
    this.#dong = this.#dong === undefined || dong === undefined ? undefined : this.#dong + dong;
  }

  get dong(): bigint | undefined {
    return this.#dong;
  }
}

class Grouping {
  readonly #heading: Heading;
  readonly #kinds: RowKinds;
  readonly #groups: OpenGroup[] = [];
  readonly #wrong: WrongSum[] = [];
  /** Above the first line. */
  readonly #ahead: LeftOutRow[] = [];
  readonly #sumsAhead: { readonly row: SheetRow; readonly sum: Sum }[] = [];
  readonly #all = new Tally();
  /** Vouchers and their lines since the last sum. */
  #since = new Tally();
  #sinceGroups = new Set<OpenGroup>();
  #hadSums = false;

  constructor(heading: Heading) {
    this.#heading = heading;
    this.#kinds = new RowKinds(heading);
  }

  of(sheet: Sheet): GroupedRows {
    for (const row of sheet.rows) if (row.number > this.#heading.row) this.#take(row);
    for (const { row, sum } of this.#sumsAhead) this.#compare(row, sum, [this.#all]);
    this.#groups[0]?.leftOut.unshift(...this.#ahead);
    return { groups: this.#groups, wrongSums: this.#wrong };
  }

  #take(row: SheetRow): void {
    const last = this.#groups.at(-1);
    const kind = this.#kinds.kindOf(row, last?.number ?? '');
    switch (kind.kind) {
      case 'line':
        this.#line(row, last);
        return;
      case 'apart':
        this.#leave(row);
        return;
      case 'sum':
        if (last === undefined) this.#sumsAhead.push({ row, sum: kind });
        else this.#sum(row, kind, last);
    }
  }

  #line(row: SheetRow, last: OpenGroup | undefined): void {
    const [number, place, form] = [
      this.#text(row, 'voucher', 'number'),
      this.#text(row, 'table', 'place'),
      this.#text(row, 'table', 'form'),
    ];
    const goesOn = last !== undefined && number === '' && place === '';
    const key = goesOn ? last.key : JSON.stringify([place, number]);
    // A form left out on the further rows of a voucher is the one above.
    const same =
      goesOn ||
      (last?.key === key &&
        (form === '' || (last.rows[0] !== undefined && this.#text(last.rows[0], 'table', 'form') === form)));
    const group: OpenGroup = same
      ? last
      : { key, number, rows: [], sums: [], leftOut: [], tally: new Tally() };
    if (group !== last) this.#groups.push(group);
    group.rows.push(row);
    const dong = this.#kinds.dongOf(row);
    for (const tally of [group.tally, this.#since, this.#all]) tally.add(dong);
    this.#sinceGroups.add(group);
  }

  #sum(row: SheetRow, sum: Sum, last: OpenGroup): void {
    const [all, since, own] = [this.#all, this.#since, last.tally];
    const over = this.#sinceGroups.size;
    if (sum.named || this.#groups.length === 1) this.#compareOwn(row, sum, last);
    else if (over > 1) this.#compare(row, sum, sum.of === 'one' ? [since, all, own] : [since, all]);
    else if (over === 0 || (sum.of === 'all' && this.#hadSums)) this.#compare(row, sum, [all, own]);
    else if (this.#dongOf(row, sum) !== all.dong) this.#compareOwn(row, sum, last);
    this.#hadSums = true;
    this.#since = new Tally();
    this.#sinceGroups = new Set();
  }

  #compareOwn(row: SheetRow, sum: Sum, group: OpenGroup): void {
    const told = this.#dongOf(row, sum);
    if (told === undefined) this.#leave(row);
    else group.sums.push(told.toString());
  }

  /** The first is named where none is what the sum says. */
  #compare(row: SheetRow, sum: Sum, tallies: readonly [Tally, ...Tally[]]): void {
    const told = this.#dongOf(row, sum);
    const [{ dong: added }] = tallies;
    if (told === undefined || added === undefined) this.#leave(row);
    else if (this.#groups.length === 1) this.#groups[0]?.sums.push(told.toString());
    else if (!tallies.some(({ dong }) => dong === told))
      this.#wrong.push({
        row: row.number,
        cell: cellAddress(row.number, sum.column),
        told: told.toString(),
        sum: added.toString(),
      });
  }

  #dongOf(row: SheetRow, { column }: Sum): bigint | undefined {
    const cell = row.cells.get(column);
    const dong = cell === undefined ? undefined : dongOfCell(cell);
    return dong === undefined ? undefined : BigInt(dong);
  }

  #leave(row: SheetRow): void {
    const texts = [...row.cells].sort(([a], [b]) => a - b).map(([, cell]) => cell.text.trim());
    const text = texts
      .filter((each) => each !== '')
      .join(' · ')
      .slice(0, 60);
    (this.#groups.at(-1)?.leftOut ?? this.#ahead).push({ number: row.number, text });
  }

  #text(row: SheetRow, of: ColumnSubject['of'], path: string): string {
    const column = this.#heading.columns.find(
      ({ subject }) => subject.of === of && subject.path === path,
    )?.column;
    return column === undefined ? '' : (row.cells.get(column)?.text.trim() ?? '');
  }
}
