import { initials, lastThreeOf } from '../../logging/redact-facts.ts';
import type { Evidence } from './evidence.ts';

/** A word that tells who somebody is, and what stands in its place. */
interface KnownWord {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Labels that makers give their tokens; any other may be its holder's name. */
const productLabel =
  /token|viettel|vnpt|fpt|bkav|misa|nacencomm|newtel|efy|fast-?ca|safe-?ca|smart|piv|opensc|softhsm|card|nss|tpm/i;

/** Takes the names of people and the numbers of their tokens, certificates and papers out of a text. */
export type Anonymise = (text: string) => string;

/** Knows the people and things of one diagnosis, in whichever spelling they are met: NGUYEN_VAN_A is Nguyễn Văn A. */
export function anonymiserOf(evidence: Evidence): Anonymise {
  const { certificates, tokens, user, colleagues } = evidence;
  const seen = 'tokens' in tokens ? tokens.tokens : [];
  const names = [
    ...certificates.flatMap(({ owner, subject, tokenLabel }) => [
      owner,
      ...commonNames(subject),
      ...label(tokenLabel),
    ]),
    ...seen.flatMap((token) => label(token.label)),
    ...(user === undefined ? [] : [user.name, user.username]),
    ...colleagues,
  ];
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
  const words = [
    ...distinct(numbers).flatMap((number) => knownWord(number, lastThreeOf(number))),
    ...distinct(names).flatMap((name) => knownWord(name, initials(name))),
  ];
  return (text) => words.reduce(replaceWord, text);
}

function label(text: string): string[] {
  return productLabel.test(text) ? [] : [text];
}

/** The names inside a distinguished name: `CN=Nguyễn Văn A, O=…`. */
function commonNames(subject: string): string[] {
  return [
    ...subject.matchAll(/(?:^|[,;+/]\s*)(?:CN|G|GN|SN|givenName|surname)\s*=\s*([^,;+/]{2,100})/gi),
  ].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** Longest first: a name may be the beginning of another. */
function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()))]
    .filter((text) => text.length >= 4)
    .toSorted((one, other) => other.length - one.length);
}

function knownWord(text: string, instead: string): KnownWord[] {
  const parts = folded(text.slice(0, 200))
    .text.split(/[\s._-]+/u)
    .filter((part) => part !== '');
  if (parts.length === 0) return [];
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s._-]+');
  return [{ pattern: new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu'), instead }];
}

/** Searched in the text without accents and case; replaced in the text itself. */
function replaceWord(text: string, { pattern, instead }: KnownWord): string {
  const plain = folded(text);
  let result = '';
  let from = 0;
  for (const found of plain.text.matchAll(pattern)) {
    const begin = plain.places[found.index] ?? from;
    const end = plain.places[found.index + found[0].length] ?? text.length;
    result += text.slice(from, begin) + instead;
    from = end;
  }
  return result + text.slice(from);
}

/** A text without accents and case, and where each of its characters comes from. */
function folded(text: string): { readonly text: string; readonly places: readonly number[] } {
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
