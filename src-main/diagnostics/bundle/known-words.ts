import { cleanText } from '../../logging/clean-text.ts';
import { initials, lastThreeOf } from '../../logging/redact-facts.ts';
import { redactText } from '../../logging/redact-text.ts';
import { withoutFolder } from '../../logging/redact-homes.ts';
import type { Evidence } from './evidence.ts';
import { holderIn, safeLabel } from './token-label.ts';

/** Words that are looked for at most, and how much of each. */
const mostWords = 1_000;
const longestWord = 200;

/**
 * Makes one text safe to be sent: redacted (`redactText`), without the names of people and the numbers of their tokens,
 * certificates and papers, and at most `limit` characters long (1 000 when left out).
 */
export type Redactor = (text: string, limit?: number) => string;

const usualLimit = 1_000;
/** More of a text is never shown. */
const mostSearched = 20_000;
/** Texts that are remembered, since a path stands in every row of a trace; longer ones are rarely met twice. */
const mostRemembered = 5_000;
const longestRemembered = 300;

/** The redactor of one diagnosis. */
export function redactorOf(evidence: Evidence): Redactor {
  const anonymise = anonymiserOf(evidence);
  const { dataFolder } = evidence.system;
  // Its name may be anybody's; a root is in every path.
  const withoutData = (text: string) =>
    dataFolder.length < 4 ? text : withoutFolder(text.slice(0, mostSearched), dataFolder, '<data>');
  const remembered = new Map<string, string>();
  return (text, limit = usualLimit) => {
    const key = text.length > longestRemembered ? undefined : `${limit} ${text}`;
    const known = key === undefined ? undefined : remembered.get(key);
    if (known !== undefined) return known;
    // Cleaned first, so that nothing invisible hides a name; once more where names were, for what they stood between.
    const redacted = redactText(withoutData(text), limit);
    const nameless = anonymise(redacted);
    const safe = nameless === redacted ? redacted : redactText(nameless, limit);
    if (key !== undefined && remembered.size < mostRemembered) remembered.set(key, safe);
    return safe;
  };
}

/** Knows the people and things of one diagnosis, in whichever spelling they are met: NGUYEN_VAN_A is Nguyễn Văn A. */
function anonymiserOf(evidence: Evidence): (text: string) => string {
  const { certificates, tokens, user, colleagues } = evidence;
  const seen = 'tokens' in tokens ? tokens.tokens : [];
  const names = [
    ...certificates.flatMap(({ owner, subject, tokenLabel }) => [
      owner,
      ...commonNames(subject),
      holderIn(tokenLabel),
    ]),
    ...seen.map((token) => holderIn(token.label)),
    ...(user === undefined ? [] : [user.name, user.username]),
    ...colleagues,
  ];
  const labels = [...seen.map((token) => token.label), ...certificates.map(({ tokenLabel }) => tokenLabel)];
  const numbers = [
    ...seen.map(({ serial }) => serial),
    ...certificates.flatMap(({ serial, thumbprint, tokenSerial, identities, uids }) => [
      serial,
      thumbprint,
      tokenSerial,
      ...identities.map(({ value }) => value),
      ...uids,
    ]),
    ...(user?.certificateSerial === undefined ? [] : [user.certificateSerial]),
  ];
  const instead = new Map<string, string>();
  for (const name of distinct(names)) instead.set(spelling(name), initials(name));
  for (const label of distinct(labels))
    if (holderIn(label) !== '') instead.set(spelling(label), safeLabel(label));
  for (const number of distinct(numbers)) instead.set(spelling(number), lastThreeOf(number));
  instead.delete('');
  if (instead.size === 0) return (text) => text;
  const pattern = patternOf([...instead.keys()]);
  return (text) => replaceWords(text, pattern, (found) => instead.get(spelling(found)) ?? '***');
}

/** The names inside a distinguished name: `CN=Nguyễn Văn A, O=…`. */
function commonNames(subject: string): string[] {
  return [
    ...subject.matchAll(/(?:^|[,;+/]\s*)(?:CN|G|GN|SN|givenName|surname)\s*=\s*([^,;+/]{2,100})/gi),
  ].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => cleanText(text, longestWord)))]
    .filter((text) => text.length >= 4)
    .slice(0, mostWords);
}

/** What stands between the parts of a name: in a file's name no spaces, in a log perhaps none of the others. */
const between = /[\s._-]+/u;

/** One form for all spellings. */
function spelling(text: string): string {
  return folded(text)
    .text.split(between)
    .filter((part) => part !== '')
    .join(' ');
}

/** Longest first: a name may be the beginning of another. */
function patternOf(words: readonly string[]): RegExp {
  const literals = words
    .toSorted((one, other) => other.length - one.length)
    .map((word) =>
      word
        .split(' ')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('[\\s._-]{1,4}'),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${literals.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Searched in the text without accents and case; replaced in the text itself. */
function replaceWords(text: string, pattern: RegExp, instead: (found: string) => string): string {
  const plain = folded(text);
  const placeOf = (index: number) =>
    plain.places === undefined ? index : (plain.places[index] ?? text.length);
  let result = '';
  let from = 0;
  for (const found of plain.text.matchAll(pattern)) {
    const begin = placeOf(found.index);
    const end = placeOf(found.index + found[0].length);
    result += text.slice(from, begin) + instead(found[0]);
    from = end;
  }
  return result + text.slice(from);
}

const unaccented = /^[\x20-\x7e]*$/;

/** A text without accents and case, and where each of its characters comes from: its own place when undefined. */
function folded(text: string): { readonly text: string; readonly places: readonly number[] | undefined } {
  if (unaccented.test(text)) return { text: text.toLowerCase(), places: undefined };
  let plain = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const base = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
    for (let index = 0; index < base.length; index += 1) places.push(place);
    plain += base;
    place += character.length;
  }
  return { text: plain, places };
}
