import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import {
  digestAlgorithmIdentifier,
  signatureAlgorithmIdentifier,
} from '#shared/signatures/algorithm-identifiers.ts';
import { contentBytes, context, readFirst } from '#shared/signatures/der/reader.ts';
import { oids } from '#shared/signatures/der/oids.ts';
import { element, octetString, oid, sequence, setOf, time } from '#shared/signatures/der/writer.ts';

export interface SignedAttributeValues {
  readonly algorithm: SignatureAlgorithm;
  readonly messageDigest: Uint8Array;
  /** SHA-256 of the signer's certificate. */
  readonly certificateDigest: Uint8Array;
  /** Left out in PAdES, where the signature dictionary's /M says it (EN 319 142-1 §6.3). */
  readonly signingTime?: Date;
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf([value]));

/**
 * DER of the SignedAttributes of CAdES B-B (ETSI EN 319 122-1 §6.3), as they are hashed. CMSAlgorithmProtection
 * (RFC 6211) is among them so that nobody can swap the algorithm identifiers, which stand outside the signature.
 */
export function signedAttributes(values: SignedAttributeValues): Uint8Array {
  const signatureAlgorithm = contentBytes(readFirst(signatureAlgorithmIdentifier(values.algorithm)));
  return setOf([
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octetString(values.messageDigest)),
    ...(values.signingTime === undefined ? [] : [attribute(oids.signingTime, time(values.signingTime))]),
    // ESSCertIDv2 with its default hash, SHA-256, which DER leaves out (RFC 5035 §4).
    attribute(oids.signingCertificateV2, sequence(sequence(sequence(octetString(values.certificateDigest))))),
    attribute(
      oids.algorithmProtection,
      sequence(digestAlgorithmIdentifier(values.algorithm.hash), element(context(1), signatureAlgorithm)),
    ),
  ]);
}
