/** Reads CMS SignedData (RFC 5652 §5). The frame may be BER, as some libraries write it; what is signed must be DER. */
import {
  children,
  contentBytes,
  context,
  contextPrimitive,
  DerError,
  expect,
  rawBytes,
  readFirst,
  readOid,
  readSmallInteger,
  tags,
  type DerElement,
} from '../../signatures/der/reader.ts';
import { oids } from '../../signatures/der/oids.ts';

export interface SignerInfo {
  readonly version: number;
  /** Whole Name and INTEGER elements, or the key identifier. */
  readonly signerId:
    | { readonly kind: 'issuer-serial'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
    | { readonly kind: 'key'; readonly keyIdentifier: Uint8Array };
  readonly digestAlgorithm: DerElement;
  readonly signatureAlgorithm: DerElement;
  /** The signed attributes under the tag of SET OF, as they are signed (RFC 5652 §5.4). */
  readonly signedBytes: Uint8Array;
  /** Signed attributes: type → values. */
  readonly attributes: ReadonlyMap<string, readonly DerElement[]>;
  readonly unsignedTypes: readonly string[];
  readonly signature: Uint8Array;
  /** The whole element. */
  readonly raw: Uint8Array;
}

export interface SignedData {
  readonly version: number;
  readonly digestAlgorithms: readonly DerElement[];
  readonly contentType: string;
  /** Content inside the CMS; undefined when it is detached. */
  readonly attached: Uint8Array | undefined;
  /** DER of each certificate. */
  readonly certificates: readonly Uint8Array[];
  readonly hasRevocationData: boolean;
  readonly signers: readonly SignerInfo[];
  /** Octets of the source that the CMS takes; what follows is the caller's to judge. */
  readonly length: number;
}

const ber = { indefinite: true } as const;
const maxCertificates = 30;
const maxSigners = 50;

/** Throws DerError when the bytes do not start with SignedData. */
export function readSignedData(bytes: Uint8Array): SignedData {
  const whole = expect(readFirst(bytes, ber), tags.sequence);
  const [type, content, ...extra] = children(whole, ber);
  if (readOid(type) !== oids.signedData || extra.length > 0) throw new DerError('not SignedData');
  const [frame, ...more] = children(expect(content, context(0)), ber);
  const fields = children(expect(frame, tags.sequence), ber);
  const signerInfos = fields.pop();
  const [version, digests, encapsulated, ...optional] = fields;
  if (more.length > 0 || optional.some(({ tag }) => tag !== context(0) && tag !== context(1))) {
    throw new DerError('unknown field');
  }
  if (optional.length > 2 || (optional.length === 2 && optional[0]?.tag !== context(0))) {
    throw new DerError('fields out of order');
  }
  const [contentType, attached, ...rest] = children(expect(encapsulated, tags.sequence), ber);
  if (rest.length > 0) throw new DerError('bad content');
  const set = optional.find(({ tag }) => tag === context(0));
  const certificates = (set === undefined ? [] : children(set, ber)).map((certificate) =>
    rawBytes(expect(certificate, tags.sequence)),
  );
  const signers = children(expect(signerInfos, tags.set), ber);
  if (certificates.length > maxCertificates || signers.length > maxSigners) throw new DerError('too many');
  return {
    version: readSmallInteger(version),
    digestAlgorithms: children(expect(digests, tags.set), ber),
    contentType: readOid(contentType),
    attached: attached === undefined ? undefined : readAttached(attached),
    certificates,
    hasRevocationData: optional.some(({ tag }) => tag === context(1)),
    signers: signers.map(readSigner),
    length: whole.end,
  };
}

/** eContent: one OCTET STRING, or the pieces of a constructed one. */
function readAttached(wrapper: DerElement): Uint8Array {
  const [octets, ...rest] = children(expect(wrapper, context(0)), ber);
  if (rest.length > 0 || octets === undefined) throw new DerError('bad content');
  if (octets.tag === tags.octetString) return contentBytes(octets);
  const pieces = children(expect(octets, tags.octetString | 0x20), ber).map((piece) =>
    contentBytes(expect(piece, tags.octetString)),
  );
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function readSigner(signer: DerElement): SignerInfo {
  const [version, id, digestAlgorithm, ...rest] = children(expect(signer, tags.sequence), ber);
  // Without signed attributes the signature binds no certificate: no AdES, and a door for confusion attacks.
  const [signed, signatureAlgorithm, signature, unsigned, ...extra] = rest;
  if (id === undefined || digestAlgorithm === undefined || signatureAlgorithm === undefined) {
    throw new DerError('field missing');
  }
  if (extra.length > 0) throw new DerError('unknown field');
  const signedBytes = rawBytes(expect(signed, context(0))).slice();
  signedBytes[0] = tags.set;
  return {
    version: readSmallInteger(version),
    signerId: readSignerId(id),
    digestAlgorithm,
    signatureAlgorithm,
    signedBytes,
    attributes: readAttributes(readFirst(signedBytes)),
    unsignedTypes:
      unsigned === undefined
        ? []
        : children(expect(unsigned, context(1)), ber).map((attribute) =>
            readOid(children(attribute, ber)[0]),
          ),
    signature: contentBytes(expect(signature, tags.octetString)),
    raw: rawBytes(signer),
  };
}

function readSignerId(id: DerElement): SignerInfo['signerId'] {
  if (id.tag === contextPrimitive(0)) return { kind: 'key', keyIdentifier: contentBytes(id) };
  const [issuer, serial, ...rest] = children(expect(id, tags.sequence));
  if (issuer === undefined || rest.length > 0) throw new DerError('bad signer identifier');
  return {
    kind: 'issuer-serial',
    issuer: rawBytes(issuer),
    serial: rawBytes(expect(serial, tags.integer)),
  };
}

function readAttributes(set: DerElement): ReadonlyMap<string, readonly DerElement[]> {
  const attributes = new Map<string, readonly DerElement[]>();
  for (const attribute of children(set)) {
    const [type, values, ...rest] = children(expect(attribute, tags.sequence));
    const id = readOid(type);
    if (rest.length > 0 || attributes.has(id)) throw new DerError('bad attribute');
    attributes.set(id, children(expect(values, tags.set)));
  }
  return attributes;
}
