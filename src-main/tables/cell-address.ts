/** `A1`, as people find a cell. */
export function cellAddress(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

/** 0 → `A`, 25 → `Z`, 26 → `AA`. */
export function columnName(column: number): string {
  const rest = column % 26;
  const head = column >= 26 ? columnName(Math.floor(column / 26) - 1) : '';
  return head + String.fromCharCode(65 + rest);
}

/** Row from 1 and column from 0 of `AB12`; undefined for any other text, also beyond Excel's own limits. */
export function parseAddress(text: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits);
  return column >= 16_384 || row > 1_048_576 ? undefined : { row, column };
}
