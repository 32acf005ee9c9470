/**
 * Reads amounts in words. Written apart from the writer and from the grammar alone, so that one can check the other
 * and so that vouchers of other programs (lẻ, ngàn, tỉ, hai mươi bốn, chẵn) are understood.
 */

const digitWords: ReadonlyMap<string, bigint> = new Map([
  ['một', 1n],
  ['hai', 2n],
  ['ba', 3n],
  ['bốn', 4n],
  ['năm', 5n],
  ['sáu', 6n],
  ['bảy', 7n],
  ['bẩy', 7n],
  ['tám', 8n],
  ['chín', 9n],
]);
/** Units that are spelled otherwise after mười or mươi; năm is missing there on purpose: “hai mươi năm” is twenty years. */
const unitsAfterTens: ReadonlyMap<string, bigint> = new Map([
  ...[...digitWords].filter(([word]) => word !== 'năm'),
  ['tư', 4n],
  ['lăm', 5n],
  ['nhăm', 5n],
]);
const unitsAfterLinh: ReadonlyMap<string, bigint> = new Map([...digitWords, ['tư', 4n]]);
const scales: ReadonlyMap<string, bigint> = new Map([
  ['triệu', 1_000_000n],
  ['nghìn', 1000n],
  ['ngàn', 1000n],
]);
/** 18 digits take at most 60 words; anything longer is not an amount. */
const longestText = 600;

/** Words still to be read, first word first. */
interface Reading {
  readonly words: readonly string[];
  at: number;
}

/**
 * The amount in đồng that the words say, or undefined when they are not one well-formed amount of at most 18 digits.
 * Case, spacing, Unicode composition, commas and a closing full stop do not matter; “đồng”, “Việt Nam” and “chẵn”
 * may be there or not. A bare digit after a scale (“một triệu năm”) is refused: people mean 1.500.000 by it.
 */
export function readAmountInWords(text: string): bigint | undefined {
  if (text.length > longestText) return undefined;
  const words = amountWords(text);
  if (words === undefined) return undefined;
  if (words.length === 1 && words[0] === 'không') return 0n;
  const split = words.findIndex((word) => word === 'tỷ' || word === 'tỉ');
  if (split < 0) return readBelowBillion(words, true);
  const billions = readBelowBillion(words.slice(0, split), true);
  const after = words.slice(split + 1);
  const rest = after.length === 0 ? 0n : readBelowBillion(after, false);
  if (billions === undefined || rest === undefined) return undefined;
  return billions * 1_000_000_000n + rest;
}

/** Whether two texts say the same amount; false when either cannot be read. */
export function sameAmountInWords(a: string, b: string): boolean {
  const amount = readAmountInWords(a);
  return amount !== undefined && amount === readAmountInWords(b);
}

/** The words of the number itself, without the currency and what follows it. */
function amountWords(text: string): readonly string[] | undefined {
  const plain = text.normalize('NFC').toLowerCase().replace(/,/g, ' ').trim();
  const number = plain
    .replace(/[./\s]+$/u, '')
    .replace(/\s+chẵn$/u, '')
    .replace(/\s+đồng(\s+việt\s+nam)?$/u, '')
    .replace(/\s+chẵn$/u, '');
  const words = number.split(/\s+/u).filter((word) => word !== '');
  return words.length === 0 ? undefined : words;
}

/** Groups with triệu, nghìn and none, each at most once and in that order. */
function readBelowBillion(words: readonly string[], leading: boolean): bigint | undefined {
  const reading: Reading = { words, at: 0 };
  let total = 0n;
  let lastScale = 1_000_000_000n;
  while (reading.at < words.length) {
    if (lastScale === 1n) return undefined;
    const first = leading && reading.at === 0;
    const group = readGroup(reading, first);
    if (group === undefined || (first && group === 0n)) return undefined;
    const scale = scales.get(words[reading.at] ?? '');
    if (scale !== undefined) reading.at += 1;
    if ((scale ?? 1n) >= lastScale) return undefined;
    lastScale = scale ?? 1n;
    total += group * lastScale;
  }
  return lastScale === 1_000_000_000n ? undefined : total;
}

/** One group of 0 to 999. `first`: nothing stands before it, so a bare digit is clear. */
function readGroup(reading: Reading, first: boolean): bigint | undefined {
  const hundreds = readHundreds(reading);
  if (first && hundreds === 0n) return undefined;
  const below = readBelowHundred(reading);
  if (below === undefined) return hundreds === undefined ? undefined : hundreds * 100n;
  if (below.kind === 'digit' && !(first && hundreds === undefined)) return undefined;
  if (below.kind === 'linh' && first && hundreds === undefined) return undefined;
  return (hundreds ?? 0n) * 100n + below.value;
}

function readHundreds(reading: Reading): bigint | undefined {
  const word = reading.words[reading.at] ?? '';
  if (reading.words[reading.at + 1] !== 'trăm') return undefined;
  const value = word === 'không' ? 0n : digitWords.get(word);
  if (value !== undefined) reading.at += 2;
  return value;
}

type BelowHundred = { readonly kind: 'linh' | 'tens' | 'digit'; readonly value: bigint };

function readBelowHundred(reading: Reading): BelowHundred | undefined {
  const word = reading.words[reading.at] ?? '';
  const next = reading.words[reading.at + 1] ?? '';
  if (word === 'linh' || word === 'lẻ') {
    const value = unitsAfterLinh.get(next);
    if (value === undefined) return undefined;
    reading.at += 2;
    return { kind: 'linh', value };
  }
  if (word === 'mười') {
    reading.at += 1;
    return { kind: 'tens', value: 10n + readUnits(reading, 'mốt') };
  }
  const value = digitWords.get(word);
  if (value === undefined) return undefined;
  if (next !== 'mươi') {
    reading.at += 1;
    return { kind: 'digit', value };
  }
  if (value === 1n) return undefined;
  reading.at += 2;
  return { kind: 'tens', value: value * 10n + readUnits(reading) };
}

/** Units after mười or mươi; 0 when the next word is none. `except`: a spelling that is wrong here. */
function readUnits(reading: Reading, except?: string): bigint {
  const word = reading.words[reading.at] ?? '';
  const value = word === 'mốt' && word !== except ? 1n : unitsAfterTens.get(word);
  if (value === undefined) return 0n;
  reading.at += 1;
  return value;
}
