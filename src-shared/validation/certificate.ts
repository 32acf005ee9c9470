/** Facts of an X.509 certificate (RFC 5280), read from DER with nothing taken on trust. */
import { DvcttError, type FailureCode } from '../contract/errors.ts';
import {
  children,
  contentBytes,
  context,
  contextPrimitive,
  DerError,
  expect,
  rawBytes,
  readBoolean,
  readDer,
  readInside,
  readInteger,
  readOctetsOfBitString,
  readOid,
  readSmallInteger,
  readTime,
  tags,
  type DerElement,
} from '../signatures/der/reader.ts';
import { oids } from '../signatures/der/oids.ts';
import { toHex } from '../signatures/hex.ts';
import { firstValue, readName, uidOid } from './distinguished-name.ts';

const keyUsageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsageNames)[number];

export type EllipticCurve = 'P-256' | 'P-384' | 'P-521';

/** What a certificate says, without its thumbprint: see `readCertificate` for that. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly commonName: string;
  readonly organisation: string;
  /** Values of the `UID` attributes, such as `MST:0101234567`. */
  readonly uids: readonly string[];
  /** RFC 4514 strings. */
  readonly subject: string;
  readonly issuer: string;
  readonly issuerCommonName: string;
  /** Upper-case hex without leading zeros. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyType: 'rsa' | 'ec' | 'unknown';
  /** Size of the RSA modulus or of the curve; 0 when unknown. */
  readonly keyBits: number;
  readonly curve: EllipticCurve | undefined;
  /** Empty when the extension is absent. */
  readonly keyUsage: readonly KeyUsage[];
  /** Object identifiers of `extKeyUsage` (RFC 5280 §4.2.1.12); empty when the extension is absent. */
  readonly extendedKeyUsage: readonly string[];
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
  /** Critical extensions that path validation here does not process (RFC 5280 §4.2: such a certificate is refused). */
  readonly unknownCritical: readonly string[];
  /** DER parts, as in the source. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly subjectName: Uint8Array;
  readonly issuerName: Uint8Array;
  /** Whole INTEGER element. */
  readonly serialNumber: Uint8Array;
  readonly publicKeyInfo: Uint8Array;
  readonly subjectKeyIdentifier: Uint8Array | undefined;
}

export interface CertificateFacts extends Certificate {
  /** SHA-256 of the DER, lower-case hex. */
  readonly thumbprint: string;
}

/** Reads a DER certificate and its thumbprint. Rejects with CERT_INVALID when the bytes are anything else. */
export async function readCertificate(der: Uint8Array): Promise<CertificateFacts> {
  const certificate = parseCertificate(der);
  const digest = await crypto.subtle.digest('SHA-256', certificate.der.slice());
  return { ...certificate, thumbprint: toHex(new Uint8Array(digest)) };
}

/** Reads a DER certificate. Throws CERT_INVALID when the bytes are anything else. */
export function parseCertificate(der: Uint8Array): Certificate {
  try {
    return parse(der);
  } catch (thrown) {
    if (thrown instanceof DerError) throw new DvcttError('CERT_INVALID', { reason: thrown.message });
    throw thrown;
  }
}

/** Why a certificate may not sign at this moment; empty when it may. Registration and revocation are others' business. */
export function certificateRefusals(
  facts: Pick<Certificate, 'notBefore' | 'notAfter' | 'keyUsage' | 'isCa' | 'keyType' | 'keyBits'>,
  now: Date,
): FailureCode[] {
  const refusals: FailureCode[] = [];
  if (now > facts.notAfter) refusals.push('CERT_EXPIRED');
  if (now < facts.notBefore) refusals.push('CERT_NOT_YET_VALID');
  const signs = facts.keyUsage.includes('digitalSignature') || facts.keyUsage.includes('nonRepudiation');
  if (!signs || facts.isCa) refusals.push('CERT_KEY_USAGE');
  if (!isStrongKey(facts)) refusals.push('CERT_WEAK_KEY');
  return refusals;
}

/** RSA of 2048 bits and more, or one of the NIST curves of 256 bits and more (Thông tư 15/2025/TT-BKHCN). */
export function isStrongKey(facts: Pick<Certificate, 'keyType' | 'keyBits'>): boolean {
  return facts.keyBits >= { rsa: 2048, ec: 256, unknown: Infinity }[facts.keyType];
}

/**
 * A serial number in the one form in which serials are compared: upper-case hex without `0x`, separators or leading
 * zeros. A bare run of decimal digits is read as hex, as tokens and portals print it; see `sameSerial` for text of
 * which the base is not known.
 */
export function normaliseSerial(text: string): string {
  const bare = text
    .trim()
    .replace(/^0x/i, '')
    .replaceAll(/[\s:.\-_]/g, '')
    .replace(/^0+(?=.)/, '')
    .toUpperCase();
  return bare;
}

/** Whether two spellings mean one serial: equal as hex, or one of them is the decimal form of the other. */
export function sameSerial(a: string, b: string): boolean {
  const [x, y] = [normaliseSerial(a), normaliseSerial(b)];
  return x !== '' && (x === y || decimalToHex(x) === y || decimalToHex(y) === x);
}

const decimalToHex = (text: string): string | undefined =>
  /^\d{1,60}$/.test(text) ? BigInt(text).toString(16).toUpperCase() : undefined;

function parse(der: Uint8Array): Certificate {
  const [tbs, algorithm, signature, ...more] = children(expect(readDer(der), tags.sequence));
  const fields = children(expect(tbs, tags.sequence));
  if (tbs === undefined || algorithm === undefined || more.length > 0)
    throw new DerError('not a certificate');
  const version = fields[0]?.tag === context(0) ? fields.shift() : undefined;
  const [serial, innerAlgorithm, issuer, validity, subject, publicKeyInfo, ...optional] = fields;
  if (!innerAlgorithm || !issuer || !validity || !subject || !publicKeyInfo || !serial) {
    throw new DerError('field missing');
  }
  if (toHex(rawBytes(innerAlgorithm)) !== toHex(rawBytes(algorithm))) {
    throw new DerError('the two signature algorithms differ');
  }
  const [notBefore, notAfter] = children(expect(validity, tags.sequence));
  const subjectName = readName(subject);
  const issuerName = readName(issuer);
  return {
    der,
    commonName: firstValue(subjectName, '2.5.4.3'),
    organisation: firstValue(subjectName, '2.5.4.10'),
    uids: subjectName.attributes.filter(({ type }) => type === uidOid).map(({ value }) => value),
    subject: subjectName.text,
    issuer: issuerName.text,
    issuerCommonName: firstValue(issuerName, '2.5.4.3'),
    serial: normaliseSerial(toHex(readInteger(serial))),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    ...readKey(publicKeyInfo),
    ...readExtensions(version, optional),
    tbs: rawBytes(tbs),
    signatureAlgorithm: rawBytes(algorithm),
    signature: readOctetsOfBitString(signature),
    subjectName: rawBytes(subject),
    issuerName: rawBytes(issuer),
    serialNumber: rawBytes(serial),
    publicKeyInfo: rawBytes(publicKeyInfo),
  };
}

const curves: Readonly<Record<string, readonly [EllipticCurve, number]>> = {
  [oids.p256]: ['P-256', 256],
  [oids.p384]: ['P-384', 384],
  [oids.p521]: ['P-521', 521],
};

function readKey(publicKeyInfo: DerElement): Pick<Certificate, 'keyType' | 'keyBits' | 'curve'> {
  const [algorithm, key] = children(expect(publicKeyInfo, tags.sequence));
  const [type, parameters] = children(expect(algorithm, tags.sequence));
  const oid = readOid(type);
  if (oid === oids.rsaEncryption || oid === oids.rsassaPss) {
    const [modulus] = children(expect(readDer(readOctetsOfBitString(key)), tags.sequence));
    const bits = toHex(readInteger(modulus)).replace(/^0+/, '');
    const top = Number.parseInt(bits.charAt(0), 16);
    const keyBits = bits === '' ? 0 : (bits.length - 1) * 4 + (32 - Math.clz32(top));
    return { keyType: 'rsa', keyBits, curve: undefined };
  }
  if (oid === oids.ecPublicKey && parameters?.tag === tags.oid) {
    const curve = curves[readOid(parameters)];
    if (curve !== undefined) return { keyType: 'ec', keyBits: curve[1], curve: curve[0] };
  }
  return { keyType: 'unknown', keyBits: 0, curve: undefined };
}

type Extensions = Pick<
  Certificate,
  'keyUsage' | 'extendedKeyUsage' | 'isCa' | 'pathLength' | 'unknownCritical' | 'subjectKeyIdentifier'
>;

/** Critical extensions that are processed, or that say nothing which path validation here would have to refuse. */
const processed = new Set<string>([
  oids.keyUsage,
  oids.basicConstraints,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.certificatePolicies,
  oids.extendedKeyUsage,
]);

function readExtensions(version: DerElement | undefined, optional: readonly DerElement[]): Extensions {
  let keyUsage: readonly KeyUsage[] = [];
  let extendedKeyUsage: readonly string[] = [];
  let isCa = false;
  let pathLength: number | undefined;
  let subjectKeyIdentifier: Uint8Array | undefined;
  const unknownCritical: string[] = [];
  const seen = new Set<string>();
  const number = version === undefined ? 0 : readSmallInteger(readInside(version));
  if (number > 2) throw new DerError('unknown version');
  const allowed = [contextPrimitive(1), contextPrimitive(2), context(3)];
  if (optional.some(({ tag }) => !allowed.includes(tag))) throw new DerError('unknown field');
  const wrapper = optional.find(({ tag }) => tag === context(3));
  for (const extension of wrapper === undefined ? [] : children(expect(readInside(wrapper), tags.sequence))) {
    const parts = children(expect(extension, tags.sequence));
    const id = readOid(parts[0]);
    const critical = parts.length === 3 && readBoolean(parts[1]);
    const value = expect(parts.at(-1), tags.octetString);
    if (parts.length > 3 || seen.has(id)) throw new DerError('bad extension');
    seen.add(id);
    if (critical && !processed.has(id)) unknownCritical.push(id);
    if (id === oids.keyUsage) keyUsage = readKeyUsage(readInside(value));
    if (id === oids.extendedKeyUsage) {
      extendedKeyUsage = children(expect(readInside(value), tags.sequence)).map(readOid);
    }
    if (id === oids.subjectKeyIdentifier) {
      subjectKeyIdentifier = contentBytes(expect(readInside(value), tags.octetString));
    }
    if (id === oids.basicConstraints) {
      const [first, second] = children(expect(readInside(value), tags.sequence));
      isCa = first?.tag === tags.boolean && readBoolean(first);
      if (second !== undefined) pathLength = readSmallInteger(second);
    }
  }
  return { keyUsage, extendedKeyUsage, isCa, pathLength, unknownCritical, subjectKeyIdentifier };
}

function readKeyUsage(element: DerElement): readonly KeyUsage[] {
  const [unused = 8, ...octets] = contentBytes(expect(element, tags.bitString));
  if (unused > 7) throw new DerError('bad key usage');
  return keyUsageNames.filter((_, bit) => (((octets[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1);
}
