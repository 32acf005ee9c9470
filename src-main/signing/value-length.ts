import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { Certificate } from '#shared/validation/certificate.ts';

/** SIGNATURE_INVALID unless the value has the size that the certificate's key gives: a token that lies is caught here. */
export function checkValueLength(
  certificate: Certificate,
  algorithm: SignatureAlgorithm,
  value: Uint8Array,
): void {
  const octets = Math.ceil(certificate.keyBits / 8);
  const expected = algorithm.scheme === 'ecdsa' ? 2 * octets : octets;
  if (value.length !== expected) {
    throw new DvcttError('SIGNATURE_INVALID', { expected, length: value.length });
  }
}

/** CERT_INVALID when the key of the certificate cannot make signatures of this scheme. */
export function checkScheme(certificate: Certificate, algorithm: SignatureAlgorithm): void {
  const needed = algorithm.scheme === 'ecdsa' ? 'ec' : 'rsa';
  if (certificate.keyType !== needed) {
    throw new DvcttError('CERT_INVALID', { keyType: certificate.keyType, scheme: algorithm.scheme });
  }
}
