/**
 * Vietnamese dictionary order as a key whose bytes order themselves, for indexes of databases without collations. The
 * levels are those of the Unicode Collation Algorithm (UTS #10 §1.1): letters, then marks, then case.
 */

/** What stands before digits and letters, in the order of CLDR's root collation. */
const signs = ' _-–—,;:!?.…\'‘’"“”„«»()[]{}§@*/\\&#%•`^°+±÷×<=>|~$₫€';
const letters = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
/** Marks that make another letter, and those that only tell words of the same letters apart. */
const letterMarks = new Map([
  ['a\u0306', 'ă'],
  ['a\u0302', 'â'],
  ['e\u0302', 'ê'],
  ['o\u0302', 'ô'],
  ['o\u031b', 'ơ'],
  ['u\u031b', 'ư'],
]);
/** Huyền, hỏi, ngã, sắc, nặng. */
const tones = '\u0300\u0309\u0303\u0301\u0323';

const end = '\u0001';
const weight = (place: number) => String.fromCodePoint(0x02 + place);
const signWeights = new Map(Array.from(signs, (sign, place) => [sign, weight(place)]));
const numberWeight = weight(signWeights.size);
const letterWeights = new Map(
  Array.from(letters, (letter, place) => [letter, weight(signWeights.size + 1 + place)]),
);
const noMark = weight(0);
const lowerCase = weight(0);
const upperCase = weight(1);
/** All weights above are below it; what has no weight of its own stands beyond them, by its code point. */
const otherFrom = 0x80;

/**
 * The key of a text; `<` on the keys of two texts (or SQLite's BINARY on their UTF-8) is the order of the texts, and
 * texts that differ in nothing a reader sees have the same key. Runs of digits order by their value.
 *
 * Differs from ICU's `vi` on purpose: foreign letters that have no Vietnamese base (ß, ø, Greek …) follow z by code
 * point, foreign marks follow the five tones, and formatted digits (², ½) are signs.
 */
export function vietnameseSortKey(text: string): string {
  return keyOfCommonLetters(text.normalize('NFC')) ?? keyOfAnyText(text);
}

/** What a single character adds to each level. */
interface Weights {
  readonly primary: string;
  readonly secondary: string;
  readonly tertiary: string;
}

/** Latin and its Vietnamese letters (U+1EA0 … U+1EFF) stand below; their weights are worked out once. */
const commonUpTo = 0x2000;
const commonWeights: (Weights | undefined)[] = [];

/** Thousands of titles come with a first pull. Undefined for a text whose characters cannot be weighed one by one. */
function keyOfCommonLetters(text: string): string | undefined {
  let primary = '';
  let secondary = '';
  let tertiary = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      const from = at;
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      primary += numberWeights(text.slice(from, at + 1));
      secondary += noMark;
      tertiary += lowerCase;
      continue;
    }
    const weights = code < commonUpTo ? (commonWeights[code] ??= weightsOf(text.charAt(at))) : undefined;
    if (weights === undefined || weights.primary === '') return undefined;
    primary += weights.primary;
    secondary += weights.secondary;
    tertiary += weights.tertiary;
  }
  return primary + end + trimmed(secondary, noMark) + end + trimmed(tertiary, lowerCase);
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

function keyOfAnyText(text: string): string {
  const { primary, secondary, tertiary } = weightsOf(text);
  return primary + end + trimmed(secondary, noMark) + end + trimmed(tertiary, lowerCase);
}

function weightsOf(text: string): Weights {
  const primary: string[] = [];
  let secondary = '';
  let tertiary = '';
  let base = '';
  const digits = text.normalize('NFD').replace(/[\p{Cc}\p{Cf}]/gu, (c) => (/\s/.test(c) ? ' ' : ''));
  for (const [element] of digits.matchAll(/\d+|[^\d]/gu)) {
    const letter = base === '' ? undefined : letterMarks.get(base + element);
    if (letter !== undefined) {
      primary[primary.length - 1] = letterWeights.get(letter) ?? '';
      base = '';
    } else if (isMark(element)) {
      secondary += markWeight(element);
    } else {
      const lower = element.toLowerCase();
      base = lower;
      primary.push(primaryWeight(lower));
      secondary += noMark;
      tertiary += lower === element ? lowerCase : upperCase;
    }
  }
  return { primary: primary.join(''), secondary, tertiary };
}

/** ASCII first: most of a text, and no pattern need be run on it. */
function isMark(element: string): boolean {
  return element.charCodeAt(0) > 0x7f && /^\p{M}$/u.test(element);
}

function primaryWeight(element: string): string {
  const known = letterWeights.get(element) ?? signWeights.get(element);
  if (known !== undefined) return known;
  if (/^\d/.test(element)) return numberWeights(element);
  if (/^\s$/.test(element)) return signWeights.get(' ') ?? '';
  return String.fromCodePoint(Math.max(otherFrom, element.codePointAt(0) ?? 0));
}

const digitWeights = Array.from({ length: 10 }, (_, digit) => weight(digit));

function spelled(digits: string): string {
  let weights = '';
  for (let at = 0; at < digits.length; at += 1) weights += digitWeights[digits.charCodeAt(at) - 0x30] ?? '';
  return weights;
}

/** A longer number is a greater one; how many digits the length has comes first, so that no number is too long. */
function numberWeights(digits: string): string {
  const value = digits.replace(/^0+/, '');
  const length = String(value.length);
  return numberWeight + weight(length.length) + spelled(length) + spelled(value);
}

function markWeight(mark: string): string {
  const tone = tones.indexOf(mark);
  return tone === -1 ? mark : weight(1 + tone);
}

/** Shorter means smaller and so does the lowest weight: what is lowest to its end may be left out. */
function trimmed(weights: string, lowest: string): string {
  let length = weights.length;
  while (length > 0 && weights[length - 1] === lowest) length -= 1;
  return weights.slice(0, length);
}
