import { z } from 'zod';

/** Signature schemes the product makes and verifies; RSA keys of 2048 bits and more, ECDSA on P-256 and larger. */
export const signatureSchemeSchema = z.enum(['rsa-pkcs1', 'rsa-pss', 'ecdsa']);
export type SignatureScheme = z.infer<typeof signatureSchemeSchema>;

export const hashNameSchema = z.enum(['SHA-256', 'SHA-384', 'SHA-512']);
export type HashName = z.infer<typeof hashNameSchema>;

export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  readonly hash: HashName;
}

/**
 * Which algorithms may be used. `compat`: PKCS#1 v1.5 as today's tokens do. `tt15-2025`: RSASSA-PSS or ECDSA only
 * (Thông tư 15/2025/TT-BKHCN). Never downgraded in silence.
 */
export const signaturePolicySchema = z.enum(['compat', 'tt15-2025']);
export type SignaturePolicy = z.infer<typeof signaturePolicySchema>;
