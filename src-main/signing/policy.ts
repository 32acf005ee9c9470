import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';

/** What decides the algorithm: the kind and size of the certificate's key. */
export interface KeyFacts {
  readonly keyType: 'rsa' | 'ec' | 'unknown';
  readonly keyBits: number;
}

/**
 * The algorithm that a policy gives for a key. Thông tư 15/2025/TT-BKHCN asks for RSASSA-PSS or ECDSA; `compat` keeps
 * PKCS#1 v1.5 for RSA because that is what tokens and the receiving side do today. @throws CERT_WEAK_KEY
 */
export function algorithmFor(key: KeyFacts, policy: SignaturePolicy): SignatureAlgorithm {
  switch (key.keyType) {
    case 'rsa':
      if (key.keyBits < 2048) throw new DvcttError('CERT_WEAK_KEY', { keyBits: key.keyBits });
      return { scheme: policy === 'tt15-2025' ? 'rsa-pss' : 'rsa-pkcs1', hash: 'SHA-256' };
    case 'ec':
      if (key.keyBits < 256) throw new DvcttError('CERT_WEAK_KEY', { keyBits: key.keyBits });
      return {
        scheme: 'ecdsa',
        hash: key.keyBits > 384 ? 'SHA-512' : key.keyBits > 256 ? 'SHA-384' : 'SHA-256',
      };
    case 'unknown':
      throw new DvcttError('CERT_INVALID', { reason: 'key type' });
  }
}

const schemeNames = { 'rsa-pkcs1': 'RSA PKCS#1 v1.5', 'rsa-pss': 'RSASSA-PSS', ecdsa: 'ECDSA' } as const;

/** For people: `RSASSA-PSS, SHA-256`. */
export function algorithmName(algorithm: SignatureAlgorithm): string {
  return `${schemeNames[algorithm.scheme]}, ${algorithm.hash}`;
}
