/**
 * Which characters a voucher may hold: those that the printed form can show, one glyph each, left to right. Anything
 * else (control and direction marks, invisible spaces, stacked accents, emoji) could make the shown text differ from
 * the signed one.
 */

type Range = readonly [first: number, last: number];

/**
 * Letters of Latin Extended-A that are an ASCII letter with an accent on it, and Đ đ. The others pass for an ASCII letter
 * (ı ſ ĸ) or for two characters (ŉ ĳ), and a name written with one would read like another's.
 */
function accentedLetters(): readonly Range[] {
  return Array.from({ length: 0x80 }, (_, offset) => 0x100 + offset)
    .filter((code) => /^[A-Za-zĐđ]\p{M}*$/u.test(String.fromCodePoint(code).normalize('NFD')))
    .map((code) => [code, code]);
}

/** Ranges of allowed code points, after composition (NFC); the font of the printed form has a glyph for each. */
const allowedRanges: readonly Range[] = [
  [0x20, 0x7e],
  // Latin-1 without the soft hyphen, which is invisible, and without Ð (eth), which looks like Đ.
  [0xa0, 0xac],
  [0xae, 0xcf],
  [0xd1, 0xff],
  ...accentedLetters(),
  // Ơ ơ Ư ư
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  // Composed Vietnamese letters.
  [0x1ea0, 0x1ef9],
  // Dashes, quotation marks, bullet, ellipsis.
  [0x2013, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  // ₫ € № ™ ≤ ≥
  [0x20ab, 0x20ac],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2264, 0x2265],
];

function isAllowed(codePoint: number): boolean {
  return allowedRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Every character that a voucher may hold. */
export function allowedCharacters(): readonly string[] {
  return allowedRanges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset)),
  );
}

const allowed = allowedRanges
  .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`)
  .join('');
const clean = new RegExp(`^[${allowed}]*$`, 'u');
const ascii = /^[ -~]*$/;

/** The first character that may not stand in a voucher, as `U+202E`; undefined when the text is clean. */
export function forbiddenCharacter(text: string): string | undefined {
  // Nearly every text is clean, and a long list has a hundred thousand of them.
  if (ascii.test(text) || clean.test(text.normalize('NFC'))) return undefined;
  for (const character of text.normalize('NFC')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!isAllowed(codePoint)) return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return undefined;
}

const forbidden = new RegExp(`[^${allowed}]`, 'gu');

/** The text with every forbidden character replaced by one visible mark; for showing a draft that is not yet clean. */
export function printableText(text: string, mark = '?'): string {
  return text.normalize('NFC').replace(forbidden, () => mark);
}
