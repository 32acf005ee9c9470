/** Asks a responder about one certificate and judges its answer (RFC 6960). */
import { randomBytes } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import { oids } from '#shared/signatures/der/oids.ts';
import {
  children,
  contentBytes,
  context,
  contextPrimitive,
  DerError,
  expect,
  rawBytes,
  readDer,
  readInside,
  readOid,
  readTime,
  tags,
  type DerElement,
} from '#shared/signatures/der/reader.ts';
import { element, nullValue, octetString, oid, sequence } from '#shared/signatures/der/writer.ts';
import { equalBytes } from '#shared/signatures/equal.ts';
import { parseCertificate, type Certificate } from '#shared/validation/certificate.ts';
import { issued } from '#shared/validation/chain.ts';
import { fetchBounded, FetchFailure, StrangeAddress, type PrivatePlaces } from '../network/bounded-fetch.ts';
import { ageProblem, reasonName, type RevocationAnswer } from './answer.ts';
import { hasPurpose, readExtensions, revocationOids } from './extensions.ts';
import { keyHash, sha1 } from './key-hash.ts';
import { signatureHolds } from './signature-holds.ts';

const enumerated = 0x0a;
const mostCertificates = 10;
const mostResponses = 100;

/** OCSPResponseStatus by its number. */
const statuses: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

export interface OcspQuestion {
  readonly url: string;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly places: PrivatePlaces;
}

/** Never rejects: whatever goes wrong is an answer as well. */
export async function askOcsp(question: OcspQuestion): Promise<RevocationAnswer> {
  const { url, signal, places } = question;
  const nonce = new Uint8Array(randomBytes(16));
  const certId = certIdOf(question);
  try {
    const bytes = await fetchBounded({
      url,
      signal,
      named: places,
      body: { type: 'application/ocsp-request', bytes: ocspRequest(certId, nonce) },
    });
    return await judge(bytes, certId, nonce, question);
  } catch (cause) {
    if (cause instanceof StrangeAddress) return { kind: 'strange' };
    if (cause instanceof FetchFailure) return { kind: 'unreachable', reason: cause.message };
    if (cause instanceof DerError || cause instanceof DvcttError)
      return { kind: 'unreliable', reason: 'MALFORMED' };
    throw cause;
  }
}

/** CertID with SHA-1, which every responder understands. */
function certIdOf({ certificate, issuer }: OcspQuestion): Uint8Array {
  return sequence(
    sequence(oid(oids.sha1), nullValue),
    octetString(sha1(certificate.issuerName)),
    octetString(keyHash(issuer)),
    certificate.serialNumber,
  );
}

function ocspRequest(certId: Uint8Array, nonce: Uint8Array): Uint8Array {
  const extension = sequence(oid(revocationOids.ocspNonce), octetString(octetString(nonce)));
  return sequence(sequence(sequence(sequence(certId)), element(context(2), sequence(extension))));
}

async function judge(
  bytes: Uint8Array,
  certId: Uint8Array,
  nonce: Uint8Array,
  question: OcspQuestion,
): Promise<RevocationAnswer> {
  const [status, body] = children(expect(readDer(bytes), tags.sequence));
  const number = contentBytes(expect(status, enumerated))[0] ?? -1;
  if (number !== 0) return { kind: 'unreliable', reason: statuses[number] ?? `status ${number}` };
  const [type, response] = children(expect(readInside(expect(body, context(0))), tags.sequence));
  if (readOid(type) !== revocationOids.ocspBasic) return { kind: 'unreliable', reason: 'UNKNOWN_TYPE' };
  const [data, algorithm, signature, certs] = children(
    expect(readInside(expect(response, tags.octetString)), tags.sequence),
  );
  const parts = readData(expect(data, tags.sequence));
  const responder = await authorised(parts.responder, certs, question);
  if (responder === undefined) return { kind: 'unreliable', reason: 'RESPONDER_NOT_AUTHORISED' };
  const holds = await signatureHolds(responder, rawBytes(expect(data, tags.sequence)), algorithm, signature);
  if (holds !== true)
    return { kind: 'unreliable', reason: holds === 'weak' ? 'SHA1_SIGNATURE' : 'BAD_SIGNATURE' };
  // Many responders sign beforehand and send no nonce; one that is sent must be ours.
  if (parts.nonce !== undefined && !equalBytes(parts.nonce, nonce))
    return { kind: 'unreliable', reason: 'WRONG_NONCE' };
  const own = parts.responses.find((single) => isAbout(single, certId));
  return own === undefined
    ? { kind: 'unreliable', reason: 'OTHER_CERTIFICATE' }
    : readSingle(own, question.now);
}

interface ResponseData {
  readonly responder: DerElement;
  readonly responses: readonly DerElement[];
  readonly nonce: Uint8Array | undefined;
}

function readData(data: DerElement): ResponseData {
  const fields = children(data);
  if (fields[0]?.tag === context(0)) fields.shift();
  const [responder, , list, wrapper] = fields;
  if (responder === undefined) throw new DerError('no responder');
  const responses = children(expect(list, tags.sequence));
  if (responses.length > mostResponses) throw new DerError('too many');
  const extensions = wrapper?.tag === context(1) ? readExtensions(readInside(wrapper)) : [];
  const nonce = extensions.find(({ id }) => id === revocationOids.ocspNonce)?.value;
  return {
    responder,
    responses,
    nonce: nonce === undefined ? undefined : contentBytes(expect(nonce, tags.octetString)),
  };
}

/** The issuer itself, or whom the issuer has named for OCSP by a certificate of its own (RFC 6960 §4.2.2.2). */
async function authorised(
  id: DerElement,
  certs: DerElement | undefined,
  { issuer, now }: OcspQuestion,
): Promise<Certificate | undefined> {
  if (isNamed(issuer, id)) return issuer;
  if (certs === undefined) return undefined;
  const list = children(expect(readInside(expect(certs, context(0))), tags.sequence)).slice(
    0,
    mostCertificates,
  );
  for (const certificate of list.map((der) => parseCertificate(rawBytes(der)))) {
    if (!isNamed(certificate, id) || now < certificate.notBefore || now > certificate.notAfter) continue;
    if (!hasPurpose(certificate, revocationOids.ocspSigning)) continue;
    if (!equalBytes(certificate.issuerName, issuer.subjectName)) continue;
    if ((await issued(issuer, certificate)) === true) return certificate;
  }
  return undefined;
}

function isNamed(certificate: Certificate, id: DerElement): boolean {
  if (id.tag === context(1)) return equalBytes(rawBytes(readInside(id)), certificate.subjectName);
  if (id.tag !== context(2)) return false;
  return equalBytes(contentBytes(expect(readInside(id), tags.octetString)), keyHash(certificate));
}

/** The same certificate, whether or not the hash algorithm's NULL is written out. */
function isAbout(single: DerElement, certId: Uint8Array): boolean {
  const parts = (id: DerElement | undefined) => {
    const [algorithm, name, key, serial] = children(expect(id, tags.sequence));
    if (name === undefined || key === undefined || serial === undefined) throw new DerError('bad CertID');
    return {
      algorithm: readOid(children(expect(algorithm, tags.sequence))[0]),
      rest: [name, key, serial].map(rawBytes),
    };
  };
  const theirs = parts(children(expect(single, tags.sequence))[0]);
  const ours = parts(readDer(certId));
  const same = theirs.rest.every((bytes, i) => equalBytes(bytes, ours.rest[i] ?? new Uint8Array()));
  return theirs.algorithm === ours.algorithm && same;
}

function readSingle(single: DerElement, now: Date): RevocationAnswer {
  const [, status, thisUpdate, ...optional] = children(single);
  const asOf = readTime(thisUpdate);
  const next = optional.find(({ tag }) => tag === context(0));
  const problem = ageProblem(asOf, next === undefined ? undefined : readTime(readInside(next)), now);
  if (problem !== undefined) return { kind: 'unreliable', reason: problem };
  switch (status?.tag) {
    case contextPrimitive(0):
      return { kind: 'good', asOf };
    case context(1): {
      const [since, reason] = children(status);
      return {
        kind: 'revoked',
        since: readTime(since),
        reason:
          reason === undefined
            ? undefined
            : reasonName(contentBytes(expect(readInside(expect(reason, context(0))), enumerated))[0] ?? -1),
      };
    }
    case contextPrimitive(2):
      return { kind: 'unknown' };
    case undefined:
    default:
      throw new DerError('bad status');
  }
}
