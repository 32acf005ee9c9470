/**
 * The number after the last one of a series. Accountants number vouchers in their own ways: `0041`, `UNC-009`, `12/2026`,
 * `2026/12`, `15/RDT`, `UNC-2026-009`. The figure that counts is the one before the first stroke (số/ký hiệu), else the
 * last figure; a figure that is the year of the voucher counts only where there is no other.
 */

/** Most characters of a voucher's number (`voucherSchema`). */
const longest = 20;

interface Counted {
  readonly before: string;
  readonly figure: string;
  readonly after: string;
}

/**
 * The number to offer next; empty when there is nothing to go on from.
 * @param newest the number written last, which names the series
 * @param taken all numbers that may not be given again; those of the same series are counted on from
 * @param year of the vouchers, 4 digits
 */
export function nextNumber(newest: string, taken: readonly string[], year: string): string {
  const series = countedOf(newest.trim(), year);
  if (series === undefined) return '';
  let highest = series;
  for (const number of taken) {
    const other = countedOf(number.trim(), year);
    if (other === undefined || other.before !== series.before || other.after !== series.after) continue;
    if (BigInt(other.figure) > BigInt(highest.figure)) highest = other;
  }
  const next = (BigInt(highest.figure) + 1n).toString();
  const number = `${series.before}${next.padStart(highest.figure.length, '0')}${series.after}`;
  return number.length > longest ? '' : number;
}

/** A number cut at the figure that counts; undefined when it has none. */
function countedOf(number: string, year: string): Counted | undefined {
  const figures = Array.from(number.matchAll(/\d+/g), ({ 0: text, index }) => ({ text, index }));
  const notYears = figures.filter(({ text }) => text !== year);
  const leads = /^(\D*\d+)\//.exec(number)?.[1]?.length ?? 0;
  const leading = notYears.find(({ index }) => index < leads);
  const figure = leading ?? notYears.at(-1) ?? figures.at(-1);
  if (figure === undefined) return undefined;
  return {
    before: number.slice(0, figure.index),
    figure: figure.text,
    after: number.slice(figure.index + figure.text.length),
  };
}
