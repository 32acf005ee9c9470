/** Fetches a revocation list and looks one certificate up in it (RFC 5280 §5, §6.3). */
import { DvcttError } from '#shared/contract/errors.ts';
import {
  children,
  contentBytes,
  context,
  contextPrimitive,
  DerError,
  expect,
  rawBytes,
  readDer,
  readFirst,
  readInside,
  readTime,
  tags,
  type DerElement,
} from '#shared/signatures/der/reader.ts';
import { equalBytes } from '#shared/signatures/equal.ts';
import type { Certificate } from '#shared/validation/certificate.ts';
import { fetchBounded, FetchFailure, StrangeAddress, type PrivatePlaces } from '../network/bounded-fetch.ts';
import { ageProblem, reasonName, type RevocationAnswer } from './answer.ts';
import { pointUrls, readExtensions, revocationOids } from './extensions.ts';
import { signatureHolds } from './signature-holds.ts';

/** Lists of large authorities have a few megabytes. */
const largestList = 20 * 1024 * 1024;
const enumerated = 0x0a;

export interface CrlQuestion {
  readonly url: string;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly places: PrivatePlaces;
}

/** Never rejects: whatever goes wrong is an answer as well. */
export async function askCrl(question: CrlQuestion): Promise<RevocationAnswer> {
  const { url, signal, places } = question;
  try {
    return await judge(
      fromPem(await fetchBounded({ url, signal, largest: largestList, named: places })),
      question,
    );
  } catch (cause) {
    if (cause instanceof StrangeAddress) return { kind: 'strange' };
    if (cause instanceof FetchFailure) return { kind: 'unreachable', reason: cause.message };
    if (cause instanceof DerError || cause instanceof DvcttError)
      return { kind: 'unreliable', reason: 'MALFORMED' };
    throw cause;
  }
}

/** The standard wants DER; some servers hand out PEM all the same. */
function fromPem(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x2d) return bytes;
  const [, body = ''] =
    /-----BEGIN X509 CRL-----([\sA-Za-z0-9+/=]+)-----END/.exec(Buffer.from(bytes).toString('latin1')) ?? [];
  return new Uint8Array(Buffer.from(body, 'base64'));
}

async function judge(
  bytes: Uint8Array,
  { url, certificate, issuer, now }: CrlQuestion,
): Promise<RevocationAnswer> {
  const [list, algorithm, signature] = children(expect(readDer(bytes), tags.sequence));
  const fields = children(expect(list, tags.sequence));
  if (fields[0]?.tag === tags.integer) fields.shift();
  const [, name, thisUpdate, ...optional] = fields;
  if (list === undefined || name === undefined) throw new DerError('field missing');
  if (!equalBytes(rawBytes(name), certificate.issuerName))
    return { kind: 'unreliable', reason: 'OTHER_ISSUER' };
  const mayRevoke = issuer.keyUsage.length === 0 || issuer.keyUsage.includes('cRLSign');
  if (!mayRevoke) return { kind: 'unreliable', reason: 'ISSUER_MAY_NOT_SIGN_LISTS' };
  const holds = await signatureHolds(issuer, rawBytes(list), algorithm, signature);
  if (holds !== true)
    return { kind: 'unreliable', reason: holds === 'weak' ? 'SHA1_SIGNATURE' : 'BAD_SIGNATURE' };
  const asOf = readTime(thisUpdate);
  const nextUpdate = optional.find(({ tag }) => tag === tags.utcTime || tag === tags.generalizedTime);
  const problem = ageProblem(asOf, nextUpdate === undefined ? undefined : readTime(nextUpdate), now);
  if (problem !== undefined) return { kind: 'unreliable', reason: problem };
  const extensions = optional.find(({ tag }) => tag === context(0));
  if (extensions !== undefined && !covers(readInside(extensions), url))
    return { kind: 'unreliable', reason: 'PARTIAL_LIST' };
  const revoked = optional.find(({ tag }) => tag === tags.sequence);
  return (
    (revoked === undefined ? undefined : find(revoked, certificate.serialNumber)) ?? { kind: 'good', asOf }
  );
}

/**
 * Whether the list speaks of every certificate of persons by this issuer that names this very place, for every reason
 * (RFC 5280 §6.3.3 b): a list of another part of them would call all of ours good.
 */
function covers(list: DerElement, url: string): boolean {
  const known: readonly string[] = [revocationOids.authorityKeyIdentifier, revocationOids.crlNumber];
  return readExtensions(list).every(({ id, critical, value }) => {
    if (id === revocationOids.deltaIndicator) return false;
    if (id !== revocationOids.issuingDistributionPoint) return !critical || known.includes(id);
    // [1] onlyContainsUserCerts leaves these certificates in; all but it and the name of the place leaves some out.
    return children(value).every((part) =>
      part.tag === context(0) ? pointUrls(part).includes(url) : part.tag === contextPrimitive(1),
    );
  });
}

/** Goes through the entries one by one: a list of a large authority has hundreds of thousands. */
function find(revoked: DerElement, serial: Uint8Array): RevocationAnswer | undefined {
  const entries = contentBytes(revoked);
  for (let at = 0; at < entries.length;) {
    const entry = readFirst(entries.subarray(at));
    at += entry.end;
    const number = readFirst(contentBytes(entry));
    if (!equalBytes(rawBytes(number), serial)) continue;
    const [, since, extensions] = children(expect(entry, tags.sequence));
    const reason = extensions === undefined ? undefined : reasonOf(extensions);
    return { kind: 'revoked', since: readTime(since), reason };
  }
  return undefined;
}

function reasonOf(extensions: DerElement): string | undefined {
  const found = readExtensions(extensions).find(({ id }) => id === revocationOids.reasonCode);
  return found === undefined ? undefined : reasonName(contentBytes(expect(found.value, enumerated))[0] ?? -1);
}
