import { constants as cryptoConstants, verify } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { nodeHash } from './node-hash.ts';
import type { SignerConstants } from './signer-constants.ts';
import { checkValueLength } from './value-length.ts';

/**
 * A token may answer with half a signature, with a wrong bit, or with one of another key (a certificate renewed under
 * the old key's id): nothing of that gets into a document. `message` is what the signature is over, before the hash.
 * Throws SIGNATURE_INVALID for a value of the wrong size and TOKEN_KEY_FAILED for one that does not verify.
 */
export function requireTrueValue(
  signer: SignerConstants,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  value: Uint8Array,
): void {
  checkValueLength(signer.certificate, algorithm, value);
  const pss = {
    padding: cryptoConstants.RSA_PKCS1_PSS_PADDING,
    saltLength: cryptoConstants.RSA_PSS_SALTLEN_DIGEST,
  };
  const key = {
    key: signer.publicKey,
    dsaEncoding: 'ieee-p1363' as const,
    ...(algorithm.scheme === 'rsa-pss' ? pss : {}),
  };
  if (!verify(nodeHash[algorithm.hash], message, key, value)) throw new DvcttError('TOKEN_KEY_FAILED');
}
