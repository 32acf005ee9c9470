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
  let highest = series.figure;
  for (const number of taken) {
    const figure = figureIn(series, number.trim(), year);
    if (figure !== undefined && isGreater(figure, highest)) highest = figure;
  }
  const next = (BigInt(highest) + 1n).toString();
  const number = `${series.before}${next.padStart(highest.length, '0')}${series.after}`;
  return number.length > longest ? '' : number;
}

/** The figure of a number of the same series; a unit has a hundred thousand numbers, so the usual one is not cut anew. */
function figureIn({ before, after }: Counted, number: string, year: string): string | undefined {
  if (!number.startsWith(before) || !number.endsWith(after)) return undefined;
  const figure = number.slice(before.length, number.length - after.length);
  if (!/^\d+$/.test(figure)) return undefined;
  if (figure !== year) return figure;
  // Another figure of it may be the one that counts.
  const counted = countedOf(number, year);
  return counted?.before === before && counted.after === after ? figure : undefined;
}

function isGreater(figure: string, than: string): boolean {
  // Neither is longer than a number of 15 digits, which a double holds exactly.
  if (figure.length < 16 && than.length < 16) return Number(figure) > Number(than);
  return BigInt(figure) > BigInt(than);
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
