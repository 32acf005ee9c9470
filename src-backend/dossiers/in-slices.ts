/** Rows that one statement writes: each has a dozen values, and a statement of SQLite takes 32 766 of them. */
const slice = 500;

/** Many rows in statements of bearable size. */
export function inSlices<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const slices: (readonly Row[])[] = [];
  for (let at = 0; at < rows.length; at += slice) slices.push(rows.slice(at, at + slice));
  return slices;
}
