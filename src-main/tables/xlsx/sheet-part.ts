import { DvcttError } from '#shared/contract/errors.ts';
import { parseAddress } from '../cell-address.ts';
import { mostCells, mostMerges, type Cell, type CellRange, type Sheet, type SheetRow } from '../sheet.ts';
import { unescapeCell } from '../xlsx-text.ts';
import { readPart, type PartListener } from './part.ts';

/** What a sheet shares with the others of its book. */
export interface Book {
  readonly strings: readonly string[];
  /** By the style's place: whether its numbers are shown as dates. */
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

/** Excel's longest text. */
const longestText = 32_767;

/** @throws DvcttError as `readPart`, and IMPORT_TOO_MUCH */
export function readSheet(
  bytes: Uint8Array,
  book: Book,
  { name, hidden }: Pick<Sheet, 'name' | 'hidden'>,
): Sheet {
  const listener = new SheetListener(book);
  readPart(bytes, listener);
  const { rows, merges, hiddenColumns } = listener;
  return { name, hidden, rows, merges, hiddenColumns, from1904: book.from1904 };
}

class SheetListener implements PartListener {
  readonly rows: SheetRow[] = [];
  readonly merges: CellRange[] = [];
  readonly hiddenColumns = new Set<number>();
  readonly #book: Book;
  #row = { number: 0, hidden: false, cells: new Map<number, Cell>() };
  #cell = { column: -1, type: 'n', style: 0, formula: false, text: '' };
  #inValue = false;
  #cells = 0;

  constructor(book: Book) {
    this.#book = book;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'col':
        if (isTrue(attributes['hidden'])) this.#hide(Number(attributes['min']), Number(attributes['max']));
        return;
      case 'row': {
        // A row without a number follows the one before.
        const number = attributes['r'] === undefined ? this.#row.number + 1 : Number(attributes['r']);
        this.#row = {
          number: Number.isSafeInteger(number) ? number : 0,
          hidden: isTrue(attributes['hidden']),
          cells: new Map(),
        };
        this.#cell.column = -1;
        return;
      }
      case 'c':
        this.#cell = {
          column: parseAddress(attributes['r'] ?? '')?.column ?? this.#cell.column + 1,
          type: attributes['t'] ?? 'n',
          style: Number(attributes['s'] ?? 0),
          formula: false,
          text: '',
        };
        return;
      case 'f':
        this.#cell.formula = true;
        return;
      case 'v':
      case 't':
        this.#inValue = true;
        return;
      // How a text is to be pronounced is no part of it.
      case 'rPh':
        this.#inValue = false;
        return;
      case 'mergeCell':
        this.#merge(attributes['ref'] ?? '');
        return;
    }
  }

  text(text: string): void {
    if (!this.#inValue || this.#cell.text.length > longestText) return;
    this.#cell.text += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    if (name === 'c') this.#endCell();
    if (name === 'row' && this.#row.cells.size > 0) this.rows.push(this.#row);
  }

  #endCell(): void {
    const { text, column, formula } = this.#cell;
    if (text === '' && !formula) return;
    if ((this.#cells += 1) > mostCells) throw new DvcttError('IMPORT_TOO_MUCH', { cells: mostCells });
    const cell = this.#valueOf();
    if (cell.text.trim() !== '' || cell.formula) this.#row.cells.set(column, cell);
  }

  #valueOf(): Cell {
    const { type, text, style, formula } = this.#cell;
    switch (type) {
      case 's':
        return { kind: 'text', text: this.#book.strings[Number(text)] ?? '', formula };
      case 'inlineStr':
      case 'str':
        return { kind: 'text', text: unescapeCell(text), formula };
      case 'b':
        return { kind: 'boolean', text, formula };
      case 'e':
        return { kind: 'error', text, formula };
      case 'd':
        return { kind: 'date', text, formula };
      default:
        return { kind: this.#book.dateStyles[style] === true ? 'date' : 'number', text, formula };
    }
  }

  #hide(first: number, last: number): void {
    // Whoever hides “all columns from here on” names the last that Excel has.
    for (let column = first; column <= Math.min(last, first + 200); column += 1) {
      this.hiddenColumns.add(column - 1);
    }
  }

  #merge(ref: string): void {
    const [from, to] = ref.split(':').map((address) => parseAddress(address));
    if (from === undefined || to === undefined) return;
    if (this.merges.length === mostMerges) throw new DvcttError('IMPORT_TOO_MUCH', { merged: mostMerges });
    this.merges.push({ ref, top: from.row, left: from.column, bottom: to.row, right: to.column });
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
