/** A link from a letter, as people copy it: alone, in a whole line, broken by their mail program. */
import { DvcttError } from '#shared/contract/errors.ts';

/** What the system hands to the program begins like this. */
export const deepLinkScheme = 'dvctt';

export interface LetterLink {
  /** Origin of the server that wrote the letter. */
  readonly server: string;
  /** Opens the dossier: never for a log or a failure's details. */
  readonly secret: string;
}

/** Mail programs put these around an address; none of them belongs to one of ours. */
const around = /[\s<>"'“”‘’«»()[\]{}|\\^`\u00ad\u200b-\u200d\u2060\ufeff]+/u;
const secretForm = /^[\w-]{43}$/;
const trailing = /[.,;:!?…]+$/u;

/**
 * Finds the link in a text: `dvctt://lien-ket?server=…&secret=…`, or the address `<server>/lien-ket/<secret>`.
 * @throws DvcttError LINK_UNKNOWN when there is none, or two different ones
 */
export function readLink(text: string): LetterLink {
  const whole = linksIn(text);
  const found = whole.size > 0 ? whole : linksIn(text.replace(/\s*[\r\n][\s>]*/g, ''));
  const [only, ...others] = found.values();
  if (only === undefined || others.length > 0) throw new DvcttError('LINK_UNKNOWN', { found: found.size });
  return only;
}

function linksIn(text: string): ReadonlyMap<string, LetterLink> {
  const found = new Map<string, LetterLink>();
  for (const word of text.split(around)) {
    const link = deepLink(word) ?? webLink(word);
    if (link !== undefined) found.set(`${link.server} ${link.secret}`, link);
  }
  return found;
}

/** The link in the one form that the system may hand over; undefined for anything else. */
export function deepLink(word: string): LetterLink | undefined {
  const start = word.toLowerCase().lastIndexOf(`${deepLinkScheme}://`);
  if (start < 0) return undefined;
  const url = URL.parse(word.slice(start).replace(trailing, ''));
  if (url?.protocol !== `${deepLinkScheme}:` || url.host !== 'lien-ket') return undefined;
  if (!['', '/'].includes(url.pathname) || url.username !== '' || url.hash !== '') return undefined;
  const names = [...url.searchParams.keys()];
  const server = originOf(url.searchParams.get('server') ?? '');
  const secret = url.searchParams.get('secret') ?? '';
  if (names.length !== 2 || server === undefined || !secretForm.test(secret)) return undefined;
  return { server, secret };
}

function webLink(word: string): LetterLink | undefined {
  const start = word.search(/https?:\/\//i);
  if (start < 0) return undefined;
  const url = URL.parse(word.slice(start).replace(trailing, ''));
  const server = url === null ? undefined : originOf(url.href);
  const [, secret] = /\/lien-ket\/([\w-]{43})\/?$/.exec(url?.pathname ?? '') ?? [];
  return server === undefined || secret === undefined ? undefined : { server, secret };
}

/** Scheme, host and port, in the one spelling that URLs have; undefined unless it is a web address without a password. */
export function originOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.origin : undefined;
}
