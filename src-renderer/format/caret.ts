/** Where the caret goes when dots are put between the digits being typed. */

/** The place in `after` that has as many digits before it as `caret` had in `before`. */
export function caretAfterGrouping(before: string, caret: number, after: string): number {
  let digits = before.slice(0, caret).replace(/\D/g, '').length;
  let place = 0;
  while (digits > 0 && place < after.length) {
    if (/\d/.test(after[place] ?? '')) digits -= 1;
    place += 1;
  }
  return place;
}
