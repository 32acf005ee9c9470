/** Amounts as other programs write them, read exactly: never through a float. */

/**
 * Đồng of a decimal text such as `12450000`, `1.245E7` or `5000.00`; undefined for a negative or fractional one, more
 * than 18 digits, and any other text.
 */
export function dongOfDecimal(text: string): string | undefined {
  const [, whole, fraction = '', exponent = '0'] =
    /^\+?(\d{1,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const shift = Number(exponent) - fraction.length;
  const digits = whole + fraction;
  if (/^0+$/.test(digits)) return '0';
  if (shift > 18 || shift < -80) return undefined;
  const scaled = shift >= 0 ? digits + '0'.repeat(shift) : wholePart(digits, -shift);
  const plain = scaled?.replace(/^0+(?=\d)/, '');
  return plain === undefined || plain.length > 18 ? undefined : plain;
}

/** The digits before the last `places`, which must all be zeros. */
function wholePart(digits: string, places: number): string | undefined {
  const padded = digits.padStart(places + 1, '0');
  return /^0*$/.test(padded.slice(padded.length - places))
    ? padded.slice(0, padded.length - places)
    : undefined;
}

/** Groups of three, which never begin with a zero; digits alone; and the đồng's decimals that say nothing. */
const written =
  /^(?:([1-9]\d{0,2}(?:\.\d{3})+)(?:,0{1,2})?|([1-9]\d{0,2}(?:,\d{3})+)(?:\.0{1,2})?|([1-9]\d{0,2}(?:[ ']\d{3})+|\d+)(?:[.,]0{1,2})?)$/;

/**
 * Đồng of what a person typed: `1.005.000`, `1,005,000`, `1 005 000 đ`, `1.005.000,00`. Groups must be of three digits
 * throughout, so a `1.5`, `1,50` or `0.500` is refused and not taken for fifteen or five hundred.
 */
export function dongOfTyped(text: string): string | undefined {
  const plain = asciiOf(text)
    .replace(/(?:đồng|đ|₫|vnđ|vnd)\.?\s*$/iu, '')
    .trim();
  const [, dotted, commaed, spaced] = written.exec(plain) ?? [];
  return dongOfDecimal((dotted ?? commaed ?? spaced ?? '').replace(/[., ']/g, ''));
}

/** Full-width characters as ASCII and any blank as a space. NFKC would make a digit of a footnote's `¹`, too. */
function asciiOf(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/gu, ' ');
}
