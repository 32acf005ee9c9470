import type { Certificate } from '#shared/validation/certificate.ts';
import type { RevocationAnswer } from './answer.ts';
import { printedUrl, type PrivatePlaces } from '../network/bounded-fetch.ts';
import { askCrl } from './crl.ts';
import { crlUrls, ocspUrls } from './extensions.ts';
import { askOcsp } from './ocsp.ts';

/** More places than this are not asked at once: a certificate may name any number. */
const mostPlaces = 2;

export interface AskedPlace {
  readonly how: 'OCSP' | 'CRL';
  /** As it may be printed. */
  readonly url: string;
  readonly answer: RevocationAnswer;
}

export interface RevocationQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly places: PrivatePlaces;
}

/**
 * Asks the responders that the certificate names and, where none of them says anything certain, the lists. Empty when
 * the certificate names no place. Never rejects over what strangers answer.
 */
export async function askRevocation(question: RevocationQuestion): Promise<readonly AskedPlace[]> {
  const { certificate } = question;
  const byOcsp = await Promise.all(
    ocspUrls(certificate)
      .slice(0, mostPlaces)
      .map(async (url): Promise<AskedPlace> => ({
        how: 'OCSP',
        url: printedUrl(url),
        answer: await askOcsp({ ...question, url }),
      })),
  );
  if (decisive(byOcsp) !== undefined) return byOcsp;
  const byList = await Promise.all(
    crlUrls(certificate)
      .slice(0, mostPlaces)
      .map(async (url): Promise<AskedPlace> => ({
        how: 'CRL',
        url: printedUrl(url),
        answer: await askCrl({ ...question, url }),
      })),
  );
  return [...byOcsp, ...byList];
}

/** The place whose word counts: a revocation first, then a good. */
export function decisive(places: readonly AskedPlace[]): AskedPlace | undefined {
  return (
    places.find(({ answer }) => answer.kind === 'revoked') ??
    places.find(({ answer }) => answer.kind === 'good')
  );
}
