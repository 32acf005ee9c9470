/** What the adapters share of reading certificates, names and answers. */
import { X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteCertificate } from '#shared/contract/remote-ca/http.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import type { GivenValue } from '../adapter.ts';

/** As the contract bounds a chain. */
const mostChain = 8;

/**
 * A certificate as the contract has it; undefined for one that cannot be read.
 * @param good words by which the provider says that it may sign, lower case; none at all says so too
 */
export function certificateOf(
  given: {
    readonly alias: string;
    readonly der: string;
    readonly chain: readonly (string | null | undefined)[];
    readonly state: string | null | undefined;
  },
  good: readonly string[],
  now: Date,
): RemoteCertificate | undefined {
  const own = readCertificate(given.der);
  if (own === undefined || !canBeNamed(given.alias) || !hasKnownKey(own)) return undefined;
  const said = given.state?.toLowerCase();
  const expired = said === 'expired' || Date.parse(own.validTo) < now.getTime();
  const blocked = said !== undefined && said !== '' && !good.includes(said);
  return {
    alias: given.alias,
    certificate: own.raw.toString('base64'),
    chain: given.chain
      .flatMap((issuer) => {
        const read = issuer === null || issuer === undefined ? undefined : readCertificate(issuer);
        return read === undefined || read.raw.equals(own.raw) ? [] : [read.raw.toString('base64')];
      })
      .slice(0, mostChain),
    state: expired ? 'expired' : blocked ? 'blocked' : 'active',
  };
}

/** As the contract bounds an alias. */
const canBeNamed = (alias: string) => alias.length > 0 && alias.length <= 300;

/** Node refuses a key of an algorithm that it does not know when the key is asked for, not when it is read. */
function hasKnownKey(certificate: X509Certificate): boolean {
  try {
    return certificate.publicKey.asymmetricKeyType !== undefined;
  } catch {
    return false;
  }
}

/** Base64 DER or PEM. */
export function readCertificate(text: string): X509Certificate | undefined {
  try {
    const der = Buffer.from(text.replace(/-----[A-Z ]+-----/g, '').replaceAll(/\s/g, ''), 'base64');
    return der.length === 0 || der.length > 15_000 ? undefined : new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** For phones that show ASCII alone: without accents, one line, `most` characters. */
export function asciiName(text: string, most = 99): string {
  const letters = Array.from(text, (letter) => {
    const plain = withoutAccents(letter);
    return letter === letter.toLowerCase() ? plain : plain.toUpperCase();
  });
  const name = letters
    .join('')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return name.slice(0, most).trim() || 'DVCTT';
}

/** The beginning of a text, at most `most` UTF-16 units, without half a character at its end. */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** Values that come with their document's id, by its place; a foreign id is nobody's. */
export function valuesById(
  documents: readonly { readonly id: string }[],
  given: readonly { readonly id: string; readonly value: string | null | undefined }[],
): readonly GivenValue[] {
  const places = new Map(documents.map(({ id }, position) => [id, position]));
  return given.flatMap(({ id, value }) => {
    const position = places.get(id);
    return position === undefined || value === null || value === undefined || value === ''
      ? []
      : [{ position, value }];
  });
}

/** Values that come in the order of the documents; more than there are documents belong to none. */
export function valuesByPlace(
  documents: readonly unknown[],
  given: readonly (string | null)[],
): readonly GivenValue[] {
  return given
    .slice(0, documents.length)
    .flatMap((value, position) => (value === null || value === '' ? [] : [{ position, value }]));
}

export const sessionEnded = (provider: string) => new DvcttError('REMOTE_SESSION_EXPIRED', { provider });
export const refused = (provider: string) => new DvcttError('REMOTE_SIGN_IN_REFUSED', { provider });
/** A sign-in that is not there, or not for this method, is a wrong address in the configuration and no wrong password. */
export function requireThere(provider: string, status: number): void {
  if (status === 404 || status === 405 || status === 410)
    throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider, reason: `HTTP ${status}` });
}

/** The service itself was refused, or something that is not the person's fault: nothing that they can mend. */
export const serviceRefused = (provider: string, answer?: string | number) =>
  new DvcttError('REMOTE_PROVIDER_FAILED', {
    provider,
    reason: answer === undefined ? 'service refused' : `refused: ${answer}`,
  });
export const failedWith = (provider: string, code: string | number) =>
  new DvcttError('REMOTE_FAILED', { provider, code });
