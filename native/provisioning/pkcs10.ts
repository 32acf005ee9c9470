import * as asn1js from 'asn1js';
import { DvcttError } from '#shared/contract/errors.ts';

/** Attribute types of a subject by their usual short names (RFC 4519, X.520); any dotted OID is taken as it is. */
const attributeOids: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  UID: '0.9.2342.19200300.100.1.1',
};

const signatureOids = {
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  'ecdsa-with-SHA256': '1.2.840.10045.4.3.2',
} as const;

type PublicKey =
  | { readonly modulus: Buffer; readonly exponent: Buffer }
  /** Uncompressed point on P-256. */
  | { readonly point: Buffer };

const oid = (value: string) => new asn1js.ObjectIdentifier({ value });
const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value });
const der = (block: asn1js.BaseBlock): Buffer => Buffer.from(block.toBER());

/** An unsigned big-endian number as a DER INTEGER. */
function integer(bytes: Buffer): asn1js.Integer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  const signed = (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
  return new asn1js.Integer({ valueHex: new Uint8Array(signed).buffer });
}

function bitString(bytes: Buffer): asn1js.BitString {
  return new asn1js.BitString({ valueHex: new Uint8Array(bytes).buffer });
}

function parsed(bytes: Buffer): asn1js.BaseBlock {
  const { offset, result } = asn1js.fromBER(new Uint8Array(bytes).buffer);
  if (offset === -1) throw new DvcttError('CERT_INVALID', { reason: 'not DER' });
  return result;
}

/** DER SubjectPublicKeyInfo (RFC 3279 §2.3.1, RFC 5480 §2). */
export function subjectPublicKeyInfo(key: PublicKey): Buffer {
  if ('point' in key) {
    const algorithm = sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7'));
    return der(sequence(algorithm, bitString(key.point)));
  }
  const algorithm = sequence(oid('1.2.840.113549.1.1.1'), new asn1js.Null());
  return der(sequence(algorithm, bitString(der(sequence(integer(key.modulus), integer(key.exponent))))));
}

/** DER CertificationRequestInfo (RFC 2986 §4.1), the bytes to be signed. */
export function encodeRequestInfo(
  subject: readonly (readonly [attribute: string, value: string])[],
  spki: Buffer,
): Buffer {
  const names = subject.map(([attribute, value]) => {
    const type = attributeOids[attribute] ?? attribute;
    const text =
      type === attributeOids['C'] ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
    return new asn1js.Set({ value: [sequence(oid(type), text)] });
  });
  const noAttributes = new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [] });
  return der(sequence(new asn1js.Integer({ value: 0 }), sequence(...names), parsed(spki), noAttributes));
}

/** DER CertificationRequest (RFC 2986 §4.2). */
export function encodeRequest(info: Buffer, algorithm: keyof typeof signatureOids, value: Buffer): Buffer {
  const identifier =
    algorithm === 'sha256WithRSAEncryption'
      ? sequence(oid(signatureOids[algorithm]), new asn1js.Null())
      : sequence(oid(signatureOids[algorithm]));
  return der(sequence(parsed(info), identifier, bitString(value)));
}

/** r‖s as the token gives it → DER Ecdsa-Sig-Value (RFC 3279 §2.2.3). */
export function ecdsaSignatureDer(value: Buffer): Buffer {
  const half = value.length / 2;
  return der(sequence(integer(value.subarray(0, half)), integer(value.subarray(half))));
}
