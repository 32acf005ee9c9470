import { readSignatureAlgorithm } from '#shared/signatures/algorithm-identifiers.ts';
import { readOctetsOfBitString, type DerElement } from '#shared/signatures/der/reader.ts';
import { ecdsaFromDer } from '#shared/signatures/ecdsa-value.ts';
import type { Certificate } from '#shared/validation/certificate.ts';
import { ecdsaSize, verifyValue } from '#shared/validation/signature-value.ts';

/**
 * Whether the key of a certificate signed the bytes: the last two elements of X.509's SIGNED form. `weak` for SHA-1,
 * which is not accepted. @throws DerError
 */
export async function signatureHolds(
  signer: Certificate,
  signed: Uint8Array,
  algorithm: DerElement | undefined,
  signature: DerElement | undefined,
): Promise<boolean | 'weak'> {
  const found = readSignatureAlgorithm(algorithm);
  if (found === 'weak') return 'weak';
  if (found?.hash === undefined) return false;
  const octets = readOctetsOfBitString(signature);
  const value = found.scheme === 'ecdsa' ? ecdsaFromDer(octets, ecdsaSize(signer)) : octets;
  return verifyValue(signer, { ...found, hash: found.hash }, signed, value);
}
