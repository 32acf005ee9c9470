/**
 * What the rest of the desktop may ask of tokens. The implementation talks to one token host process per PKCS#11
 * module; every failure is a DvcttError and no call outlives its deadline.
 */
import type { CertificateView, PinPrompt, PinState, SealedPin, TokenList } from '#shared/contract/tokens.ts';
import type { Failure } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';

export interface TokenCertificate {
  readonly view: CertificateView;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Other certificates found on the token that chain from it, nearest issuer first (DER). */
  readonly chain: readonly Uint8Array[];
}

export interface CertificateList {
  readonly certificates: readonly TokenCertificate[];
  /** Modules and tokens that could not be read; the others are listed all the same. */
  readonly problems: readonly Failure[];
}

export interface HashToSign {
  readonly algorithm: SignatureAlgorithm;
  readonly digest: Uint8Array;
}

/** The outcome of one entry of the PIN. A refused entry has used up at most one try. */
export type PinEntry =
  | { readonly kind: 'accepted'; readonly session: SigningSession }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly pinState: PinState };

/** A logged-in session on one token for one certificate. Always `close` it: the token is then logged out and released. */
export interface SigningSession {
  /** Signs one hash; raw RSA value, or r‖s for ECDSA. TOKEN_REMOVED when the token goes away. */
  sign(hash: HashToSign, signal?: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface TokenService {
  list(): Promise<TokenList>;
  certificates(): Promise<CertificateList>;
  /**
   * Reads the PIN state first: PIN_LOCKED and the like are thrown here, before anyone is asked. With `algorithms`,
   * TOKEN_MECHANISM_UNSUPPORTED too, when the token lists no mechanism for one of them.
   */
  openPinPrompt(certificateId: string, algorithms?: readonly SignatureAlgorithm[]): Promise<PinPrompt>;
  /** Spends one prompt. On a reader with a PIN pad `sealed` is left out. */
  enterPin(certificateId: string, sealed: SealedPin): Promise<PinEntry>;
  cancelPinPrompt(promptId: string): Promise<void>;
  /** Ends every host process. */
  close(): Promise<void>;
}
