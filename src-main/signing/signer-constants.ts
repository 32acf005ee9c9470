/** What is the same in every signature of one certificate, worked out once: a batch signs hundreds of documents. */
import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import { parseCertificate, type Certificate } from '#shared/validation/certificate.ts';

export interface SignerConstants {
  readonly certificate: Certificate;
  readonly publicKey: KeyObject;
  /** SHA-256 of the DER certificate. */
  readonly digest: Buffer;
  /** Longest signature value in octets, in the encoding that CMS uses. */
  readonly longestValue: number;
}

// By the array that holds the certificate: it lives as long as the token's certificate list.
const known = new WeakMap<Uint8Array, SignerConstants>();

/** Throws CERT_INVALID when the bytes are no certificate. */
export function signerConstants(der: Uint8Array): SignerConstants {
  const cached = known.get(der);
  if (cached !== undefined) return cached;
  const certificate = parseCertificate(der);
  const octets = Math.ceil(certificate.keyBits / 8);
  const constants = {
    certificate,
    publicKey: new X509Certificate(der).publicKey,
    digest: createHash('sha256').update(der).digest(),
    longestValue: certificate.keyType === 'ec' ? 2 * octets + 9 : octets,
  };
  known.set(der, constants);
  return constants;
}
