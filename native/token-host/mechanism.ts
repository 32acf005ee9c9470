import pkcs11js from 'pkcs11js';
import type { Handle, Mechanism, PKCS11, RsaPSS } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import type { HashName, SignatureAlgorithm, SignatureScheme } from '#shared/signatures/algorithms.ts';
import { ckrName } from '../pkcs11/cryptoki-error.ts';

/** What a token needs to know of a hash: its length in bytes, its names, and the head of its DigestInfo. */
const hashes: Readonly<
  Record<HashName, { length: number; mechanism: number; mgf: number; digestInfo: Buffer }>
> = {
  'SHA-256': {
    length: 32,
    mechanism: pkcs11js.CKM_SHA256,
    mgf: pkcs11js.CKG_MGF1_SHA256,
    digestInfo: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  },
  'SHA-384': {
    length: 48,
    mechanism: pkcs11js.CKM_SHA384,
    mgf: pkcs11js.CKG_MGF1_SHA384,
    digestInfo: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  },
  'SHA-512': {
    length: 64,
    mechanism: pkcs11js.CKM_SHA512,
    mgf: pkcs11js.CKG_MGF1_SHA512,
    digestInfo: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
  },
};

const mechanisms: Readonly<Record<SignatureScheme, number>> = {
  'rsa-pkcs1': pkcs11js.CKM_RSA_PKCS,
  'rsa-pss': pkcs11js.CKM_RSA_PKCS_PSS,
  ecdsa: pkcs11js.CKM_ECDSA,
};

const keyTypes: Readonly<Record<SignatureScheme, number>> = {
  'rsa-pkcs1': pkcs11js.CKK_RSA,
  'rsa-pss': pkcs11js.CKK_RSA,
  ecdsa: pkcs11js.CKK_EC,
};

const unsupported = ({ scheme, hash }: SignatureAlgorithm) =>
  new DvcttError('TOKEN_MECHANISM_UNSUPPORTED', { scheme, hash });

/** Throws TOKEN_MECHANISM_UNSUPPORTED unless the token in this slot lists the mechanism for signing. */
export function requireMechanism(pkcs11: PKCS11, slot: Handle, algorithm: SignatureAlgorithm): void {
  const wanted = mechanisms[algorithm.scheme];
  try {
    const listed = pkcs11.C_GetMechanismList(slot);
    // Nothing at all is what a module answers that does not know the question for the count; it may sign all the same.
    if (listed.length === 0) return;
    if (!listed.includes(wanted)) throw unsupported(algorithm);
    if ((pkcs11.C_GetMechanismInfo(slot, wanted).flags & pkcs11js.CKF_SIGN) === 0)
      throw unsupported(algorithm);
  } catch (thrown) {
    // A module that cannot list its mechanisms may still sign: then the signature itself tells.
    if (ckrName(thrown) === undefined) throw thrown;
  }
}

/** Throws TOKEN_MECHANISM_UNSUPPORTED when a key of this CKA_KEY_TYPE cannot make such a signature. */
export function requireKeyType(keyType: number, algorithm: SignatureAlgorithm): void {
  if (keyTypes[algorithm.scheme] !== keyType) throw unsupported(algorithm);
}

/**
 * Mechanism and data for one C_Sign over a digest: PKCS#1 v1.5 over a DigestInfo (RFC 8017 §9.2), PSS with MGF1 of
 * the same hash and a salt of the hash's length (§9.1), ECDSA over the bare digest. Throws when the digest's length is
 * not the hash's.
 */
export function signingInput(
  { scheme, hash }: SignatureAlgorithm,
  digest: Uint8Array,
): { mechanism: Mechanism; data: Buffer } {
  const { length, mechanism: hashAlg, mgf, digestInfo } = hashes[hash];
  if (digest.length !== length) throw new Error(`a ${hash} digest has ${length} bytes, not ${digest.length}`);
  const mechanism = mechanisms[scheme];
  switch (scheme) {
    case 'rsa-pkcs1':
      return { mechanism: { mechanism }, data: Buffer.concat([digestInfo, digest]) };
    case 'rsa-pss': {
      const parameter: RsaPSS = { type: pkcs11js.CK_PARAMS_RSA_PSS, hashAlg, mgf, saltLen: length };
      return { mechanism: { mechanism, parameter }, data: Buffer.from(digest) };
    }
    case 'ecdsa':
      return { mechanism: { mechanism }, data: Buffer.from(digest) };
  }
}
