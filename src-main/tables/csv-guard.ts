/**
 * A spreadsheet takes a cell that begins like a formula for one, also in a CSV (OWASP, “CSV Injection”): an apostrophe
 * before it makes it a text. One more stands before a text that has apostrophes there itself, so nothing is lost. Where
 * the machine's list separator is not the comma, a cell of ours is cut at its semicolons, tabs or line ends (a quotation
 * mark amid a cell holds nothing together), so what follows them is guarded as well. Blanks and quotation marks before
 * the sign are passed over, as spreadsheets do.
 */
const start = String.raw`((?:^|[;\t\r\n])[\s\p{Cc}\p{Cf}"]*)`;
const formula = String.raw`(?='*[=+\-@＝＋－＠])`;
const likeFormula = new RegExp(start + formula, 'gu');
const guarded = new RegExp(`${start}'${formula}`, 'gu');

export function guardCell(text: string): string {
  return text.replace(likeFormula, "$1'");
}

/** The text that `guardCell` was given. */
export function unguardCell(text: string): string {
  return text.replace(guarded, '$1');
}
