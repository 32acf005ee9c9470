import { withoutAccents } from './accents.ts';

/** The words of a text as a search finds them, each once: as written, and without accents. */
export interface SearchWords {
  readonly exact: readonly string[];
  readonly folded: readonly string[];
}

/** A word of a query; an `accented` one is meant as written, another finds its letters under any marks. */
export interface QueryWord {
  readonly word: string;
  readonly accented: boolean;
}

/** Words for the index: lower case, composed (NFC), cut at everything that is neither letter nor digit. */
export function searchWords(text: string): SearchWords {
  const exact = new Set<string>();
  const folded = new Set<string>();
  for (const word of words(text)) {
    if (exact.has(word)) continue;
    exact.add(word);
    const plain = withoutAccents(word);
    folded.add(plain);
    if (plain !== word) exact.add(otherToneSpelling(word));
  }
  return { exact: [...exact], folded: [...folded] };
}

/** What was typed into a search field; each word is the beginning of one that must occur. */
export function queryWords(query: string): readonly QueryWord[] {
  return Array.from(new Set(words(query)), (word) => ({ word, accented: withoutAccents(word) !== word }));
}

function words(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

const toneOnFirst = [
  'òa',
  'ỏa',
  'õa',
  'óa',
  'ọa',
  'òe',
  'ỏe',
  'õe',
  'óe',
  'ọe',
  'ùy',
  'ủy',
  'ũy',
  'úy',
  'ụy',
];
const toneOnSecond = [
  'oà',
  'oả',
  'oã',
  'oá',
  'oạ',
  'oè',
  'oẻ',
  'oẽ',
  'oé',
  'oẹ',
  'uỳ',
  'uỷ',
  'uỹ',
  'uý',
  'uỵ',
];
const otherEnding = new Map(
  toneOnFirst.flatMap((first, at) => {
    const second = toneOnSecond[at] ?? first;
    return [
      [first, second],
      [second, first],
    ] as const;
  }),
);

/** Both spellings of one word are in use: “hòa” and “hoà”, “thúy” and “thuý”. The word itself where there is one only. */
function otherToneSpelling(word: string): string {
  const ending = otherEnding.get(word.slice(-2));
  return ending === undefined ? word : word.slice(0, -2) + ending;
}
