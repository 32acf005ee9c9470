/**
 * A spreadsheet takes a cell that begins like a formula for one, also in a CSV (OWASP, “CSV Injection”): an apostrophe
 * before it makes it a text. One more stands before a text that has apostrophes there itself, so nothing is lost.
 */
const likeFormula = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/u;

export function guardCell(text: string): string {
  return likeFormula.test(text) ? `'${text}` : text;
}

/** The text that `guardCell` was given. */
export function unguardCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
