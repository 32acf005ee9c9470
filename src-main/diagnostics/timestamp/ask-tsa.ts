/** Asks a time-stamp authority for one token over random data and judges it (RFC 3161, RFC 5816). */
import { createHash, randomBytes } from 'node:crypto';
import { oids } from '#shared/signatures/der/oids.ts';
import {
  children,
  contentBytes,
  DerError,
  expect,
  rawBytes,
  readDer,
  readInteger,
  readOid,
  readSmallInteger,
  tags,
  type DerElement,
} from '#shared/signatures/der/reader.ts';
import {
  element,
  nullValue,
  octetString,
  oid,
  sequence,
  smallInteger,
  unsignedInteger,
} from '#shared/signatures/der/writer.ts';
import { equalBytes } from '#shared/signatures/equal.ts';
import type { Certificate } from '#shared/validation/certificate.ts';
import { judgeCmsSigner } from '#shared/validation/cms/signer.ts';
import { readSignedData } from '#shared/validation/cms/signed-data.ts';
import { fetchBounded, FetchFailure, StrangeAddress } from '../network/bounded-fetch.ts';
import { hasPurpose, revocationOids } from '../revocation/extensions.ts';

const tstInfo = '1.2.840.113549.1.9.16.1.4';

export type TsaAnswer =
  | {
      readonly kind: 'stamped';
      readonly at: Date;
      readonly signer: Certificate;
      /** The other certificates of the token. */
      readonly others: readonly Certificate[];
    }
  /** PKIStatus of RFC 3161 §2.4.2. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** An answer that is no time stamp of what was asked, and why. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Never rejects over what the authority answers. */
export async function askTsa(url: string, signal: AbortSignal): Promise<TsaAnswer> {
  const digest = new Uint8Array(createHash('sha256').update(randomBytes(32)).digest());
  const nonce = new Uint8Array(randomBytes(8));
  // A leading zero bit keeps the number positive and its encoding as long as it is.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  try {
    const body = { type: 'application/timestamp-query', bytes: timeStampRequest(digest, nonce) };
    return await judge(await fetchBounded({ url, signal, body, named: 'by-person' }), digest, nonce);
  } catch (cause) {
    if (cause instanceof StrangeAddress) return { kind: 'unreachable', reason: 'USERINFO' };
    if (cause instanceof FetchFailure) return { kind: 'unreachable', reason: cause.message };
    if (cause instanceof DerError) return { kind: 'unusable', reason: 'MALFORMED' };
    throw cause;
  }
}

function timeStampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = sequence(sequence(oid(oids.sha256), nullValue), octetString(digest));
  return sequence(
    smallInteger(1),
    imprint,
    unsignedInteger(nonce),
    element(tags.boolean, Uint8Array.of(0xff)),
  );
}

async function judge(bytes: Uint8Array, digest: Uint8Array, nonce: Uint8Array): Promise<TsaAnswer> {
  const [info, token] = children(expect(readDer(bytes), tags.sequence));
  const status = readSmallInteger(children(expect(info, tags.sequence))[0]);
  // 0 granted, 1 grantedWithMods
  if (status > 1) return { kind: 'refused', status };
  const cms = readSignedData(rawBytes(expect(token, tags.sequence)));
  const [signer, ...more] = cms.signers;
  if (cms.contentType !== tstInfo || cms.attached === undefined || signer === undefined || more.length > 0) {
    return { kind: 'unusable', reason: 'NOT_A_TIME_STAMP' };
  }
  const content = cms.attached;
  const findings = await judgeCmsSigner(
    cms,
    signer,
    async (hash) => new Uint8Array(await crypto.subtle.digest(hash, content.slice())),
  );
  if (findings.problem !== undefined) return { kind: 'unusable', reason: findings.problem.reason };
  if (!findings.intact || findings.signer === undefined) return { kind: 'unusable', reason: 'BAD_SIGNATURE' };
  if (!hasPurpose(findings.signer, revocationOids.timeStamping))
    return { kind: 'unusable', reason: 'NOT_FOR_TIME_STAMPS' };
  const stamp = readStamp(readDer(content));
  if (!equalBytes(stamp.digest, digest)) return { kind: 'unusable', reason: 'OTHER_DATA' };
  if (stamp.nonce === undefined || !equalBytes(stamp.nonce, nonce))
    return { kind: 'unusable', reason: 'WRONG_NONCE' };
  return { kind: 'stamped', at: stamp.at, signer: findings.signer, others: findings.others };
}

interface Stamp {
  readonly digest: Uint8Array;
  readonly at: Date;
  readonly nonce: Uint8Array | undefined;
}

function readStamp(info: DerElement): Stamp {
  const [, , imprint, , at, ...optional] = children(expect(info, tags.sequence));
  const [algorithm, hashed] = children(expect(imprint, tags.sequence));
  if (readOid(children(expect(algorithm, tags.sequence))[0]) !== oids.sha256)
    throw new DerError('other hash');
  const nonce = optional.find(({ tag }) => tag === tags.integer);
  return {
    digest: contentBytes(expect(hashed, tags.octetString)),
    at: readStampTime(expect(at, tags.generalizedTime)),
    nonce: nonce === undefined ? undefined : readInteger(nonce),
  };
}

const stampTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/;

/** Unlike certificates, time stamps may have fractions of a second (RFC 3161 §2.4.2). */
function readStampTime(time: DerElement): Date {
  const text = Buffer.from(contentBytes(time).subarray(0, 40)).toString('latin1');
  const [, year, month, day, hour, minute, second, fraction = '0'] = stampTime.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}Z`);
  if (Number.isNaN(at.getTime())) throw new DerError('bad time');
  return at;
}
