/**
 * A text as somebody reads it: full-width letters as plain ones, %20 as a space, without accents and case where that is
 * asked for. What is found in it is replaced in the text itself.
 */
export interface SeenText {
  readonly text: string;
  /** Where each character of `text` comes from, and where the last one ends; undefined: from its own place. */
  readonly places: readonly number[] | undefined;
}

const plainAscii = /^[\x20-\x24\x26-\x7e]*$/;
const percent = 0x25;
const encoded = /^(?:%[0-9a-f]{2})+/i;
const decoder = new TextDecoder('utf-8', { fatal: true });

export function seenText(text: string, folded: boolean): SeenText {
  if (plainAscii.test(text)) return { text: folded ? text.toLowerCase() : text, places: undefined };
  let seen = '';
  const places: number[] = [];
  for (let place = 0; place < text.length;) {
    const code = text.charCodeAt(place);
    if (code < 0x80 && code !== percent) {
      // Most of a long text; the rest of this loop is a hundred times as slow.
      seen += folded ? text.charAt(place).toLowerCase() : text.charAt(place);
      places.push(place);
      place += 1;
      continue;
    }
    const { character, length } = characterAt(text, place);
    let shown = character.normalize('NFKC');
    if (folded) shown = shown.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
    for (let index = 0; index < shown.length; index += 1) places.push(place);
    seen += shown;
    place += length;
  }
  places.push(text.length);
  return { text: seen, places };
}

/** The next character, decoded where it is written as %XX. */
function characterAt(text: string, place: number): { readonly character: string; readonly length: number } {
  if (text[place] === '%') {
    const [run] = encoded.exec(text.slice(place, place + 12)) ?? [];
    for (let bytes = 1; run !== undefined && bytes * 3 <= run.length; bytes += 1) {
      try {
        const character = decoder.decode(Buffer.from(run.slice(0, bytes * 3).replaceAll('%', ''), 'hex'));
        return { character, length: bytes * 3 };
      } catch {
        // A character of several bytes: the next one belongs to it.
      }
    }
  }
  const character = String.fromCodePoint(text.codePointAt(place) ?? 0);
  return { character, length: character.length };
}

/** Replaces what a pattern finds in the seen text. `undefined` leaves it as it is. */
export function replaceSeen(
  text: string,
  pattern: RegExp,
  instead: (found: RegExpExecArray) => string | undefined,
  folded = false,
): string {
  const seen = seenText(text, folded);
  const placeOf = (index: number) =>
    seen.places?.[index] ?? (seen.places === undefined ? index : text.length);
  let result = '';
  let from = 0;
  for (const found of seen.text.matchAll(pattern)) {
    const replacement = instead(found);
    if (replacement === undefined) continue;
    const begin = Math.max(from, placeOf(found.index));
    const end = placeOf(found.index + found[0].length);
    result += text.slice(from, begin) + replacement;
    from = Math.max(begin, end);
  }
  return result + text.slice(from);
}
