import { replaceSeen } from './seen-text.ts';

const hidden = '***';

/** What people and forms put between the digits of one number; two of them at most. */
const gap = '[\\s.,/_()\\[\\]{}\\-\\u00ad\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d]{0,2}';
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** Days, and times behind them. */
const days = [
  '(?<![\\p{Nd}.,/_-])(?:19|20)\\d\\d-[01]\\d-[0-3]\\d(?:[T ][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?)?(?![\\p{Nd}_/-])',
  '(?<![\\p{Nd}.,/_-])[0-3]?\\d/[01]?\\d/(?:19|20)\\d\\d(?![\\p{Nd}_/-])',
].join('|');
/** Numbers that are nobody's: addresses, days, long versions (144.0.7559.60), the answer of a card to its reset. */
const technical = [
  // Numbers of persons begin with 0, addresses do not.
  `(?<![\\p{Nd}.])(?!0)${octet}(?:\\.${octet}){3}(?![\\p{Nd}.]|\\.\\p{Nd})`,
  days,
  '(?<![\\p{Nd}.,/_-])[1-9]\\d{0,2}\\.0\\.[1-9]\\d{3,4}\\.(?:0|[1-9]\\d{0,4})(?![\\p{Nd}_/-]|\\.\\p{Nd})',
  '(?<![\\p{L}\\p{N}])3[BF](?: [0-9A-F]{2}){5,32}(?![\\p{L}\\p{N}])',
].join('|');
const pattern = new RegExp(`(${technical})|\\p{Nd}(?:${gap}(?!${days})\\p{Nd}){8,}`, 'gu');

/** Of each run of nine digits or more, whatever stands between them, the last three remain. */
export function redactNumbers(text: string): string {
  return replaceSeen(text, pattern, ([found, kept]) => (kept === undefined ? lastThree(found) : undefined));
}

/** The last three digits remain, so that support can ask “the one that ends in …?”. */
export function lastThree(digits: string): string {
  return `${hidden}${Array.from(digits.replace(/\P{Nd}/gu, ''))
    .slice(-3)
    .join('')}`;
}

const coded = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}/g;
const hexCoded = /(?<![0-9a-f])(?:3[0-9]){9,}(?![0-9a-f])/gi;

/** Numbers inside base64 and hexadecimal. */
export function redactCoded(text: string): string {
  return text
    .replace(hexCoded, hidden)
    .replace(coded, (found) => (/\d{9}/.test(numbersIn(found)) ? hidden : found));
}

function numbersIn(found: string): string {
  return Buffer.from(found, 'base64')
    .toString('latin1')
    .replace(/[\s.,/_()-]{1,2}(?=\d)/g, '');
}
