import { DvcttError } from '#shared/contract/errors.ts';
import { unguardCell } from './csv-guard.ts';
import { mostCells, type Cell, type Sheet, type SheetRow } from './sheet.ts';

/**
 * A CSV in UTF-8 (with a mark or not), UTF-16 with one, or Windows-1258; cells between commas, semicolons or tabs, which
 * the first line tells. Row numbers are those of a spreadsheet that opens it.
 * @throws DvcttError IMPORT_FILE_BROKEN for a quotation mark that never ends or ends amid a cell; IMPORT_TOO_MUCH
 */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decode(bytes);
  // Excel's own way of saying which separator follows.
  const said = /^sep=(.)\r?\n/i.exec(text);
  const body = said === null ? text : text.slice(said[0].length);
  const first = said === null ? 1 : 2;
  const rows = recordsOf(body, said?.[1] ?? separatorOf(body), first).map((record, at): SheetRow => ({
    number: at + first,
    hidden: false,
    cells: cellsOf(record),
  }));
  return {
    name: '',
    hidden: false,
    rows: rows.filter(({ cells }) => cells.size > 0),
    merges: [],
    hiddenColumns: new Set(),
    from1904: false,
  };
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Marks stand beside their letters there.
    return new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  }
}

function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string) => line.split(mark).length;
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** RFC 4180, with any line end. `first`: number of the first row, for refusals. */
function recordsOf(text: string, separator: string, first: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  let cells = 0;
  while (at < text.length) {
    const row = first + records.length;
    const { cell, end } = text[at] === '"' ? quoted(text, at, separator, row) : plain(text, at, separator);
    record.push(cell);
    if ((cells += 1) > mostCells) throw new DvcttError('IMPORT_TOO_MUCH', { cells: mostCells });
    at = end;
    if (text[at] === separator) {
      at += 1;
      // A record that ends with its separator has one empty cell more; it says nothing.
      if (at < text.length) continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    records.push(record);
    record = [];
  }
  return records;
}

function plain(
  text: string,
  from: number,
  separator: string,
): { readonly cell: string; readonly end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return { cell: text.slice(from, end), end };
}

function quoted(
  text: string,
  from: number,
  separator: string,
  row: number,
): { readonly cell: string; readonly end: number } {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) throw new DvcttError('IMPORT_FILE_BROKEN', { where: 'quotation mark', row });
    cell += text.slice(at, end);
    at = end + 1;
    if (text[at] !== '"') return { cell, end: endOfCell(text, at, separator, row) };
    cell += '"';
    at += 1;
  }
}

/** Spaces may follow a closing quotation mark; with text there nobody knows where the cell ends. */
function endOfCell(text: string, from: number, separator: string, row: number): number {
  let at = from;
  while (text[at] === ' ' && separator !== ' ') at += 1;
  if (at < text.length && ![separator, '\r', '\n'].includes(text[at] ?? '')) {
    throw new DvcttError('IMPORT_FILE_BROKEN', { where: 'text after a quotation mark', row });
  }
  return at;
}

function cellsOf(record: readonly string[]): ReadonlyMap<number, Cell> {
  return new Map(
    record.flatMap((cell, column) => {
      const text = unguardCell(cell);
      return text.trim() === '' ? [] : [[column, { kind: 'text', text, formula: false }] as const];
    }),
  );
}
