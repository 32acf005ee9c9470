import type { SignatureAlgorithm } from './algorithms.ts';

/**
 * A document made ready for one signature, split so that the private key can be anywhere (token, phone) and so that
 * a batch can prepare the next document while the token signs this one.
 */
export interface PreparedSignature {
  readonly algorithm: SignatureAlgorithm;
  /** Digest (with `algorithm.hash`) of the to-be-signed bytes: SignedInfo or the DER SignedAttributes. */
  readonly digest: Uint8Array;
  /** Embeds the raw signature value (RSA: modulus size; ECDSA: r‖s, IEEE P1363) and returns the signed file. */
  complete(signatureValue: Uint8Array): Promise<Uint8Array>;
}

export interface SignerIdentity {
  /** DER X.509 certificate of the signer. */
  readonly certificate: Uint8Array;
  /** DER certificates of the issuers, nearest first; may be empty. */
  readonly chain: readonly Uint8Array[];
}
