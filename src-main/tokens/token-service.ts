/**
 * What the rest of the desktop may ask of tokens. The implementation talks to one token host process per PKCS#11
 * module; every failure is a DvcttError and no call outlives its deadline.
 */
import type { ModuleTrial, SelfTestStep } from '#shared/contract/token-jobs.ts';
import type {
  CertificateView,
  PinPrompt,
  PinState,
  PukState,
  SealedPin,
  TokenList,
} from '#shared/contract/tokens.ts';
import type { Trace } from '#shared/contract/trace.ts';
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
  /** Paths of modules that have not answered yet. */
  readonly pending: readonly string[];
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
  /** Aborted, with the DvcttError that says why, when the token is pulled out or its host ends: the login is gone. */
  readonly over: AbortSignal;
  /** Signs one hash; raw RSA value, or r‖s for ECDSA. TOKEN_REMOVED when the token goes away. */
  sign(hash: HashToSign, signal?: AbortSignal): Promise<Uint8Array>;
  /**
   * Signs up to 32 hashes on one way to the token, worth it for a fast one; in their order, with the failure that ended
   * it early. Rejects when nothing came back at all.
   */
  signEach?(
    algorithm: SignatureAlgorithm,
    digests: readonly Uint8Array[],
  ): Promise<{ readonly values: readonly Uint8Array[]; readonly failure?: Failure | undefined }>;
  close(): Promise<void>;
}

/** The outcome of a change or unblocking of a PIN. A refused one has used up at most one try (of the PIN or the PUK). */
export type PinChange =
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly pinState: PinState;
      readonly pukState: PukState;
    };

export interface Patience {
  /**
   * How long modules may still take once the first has answered, ms; those that have not answered then are `asking` or
   * `pending`, and watchers are told when they do. Left out: every module has its whole deadline.
   */
  readonly patience?: number;
}

export interface TokenService {
  list(options?: Patience): Promise<TokenList>;
  certificates(options?: Patience): Promise<CertificateList>;
  /**
   * One certificate by its handle, as it stands on its token now. Asks the module through which it was last seen, the
   * others only when it is not there any more. @throws TOKEN_NOT_FOUND, or what kept a module from showing its tokens
   */
  certificate(id: string): Promise<TokenCertificate>;
  /** Ends the hosts in which nobody is logged in, and lists with new ones. */
  lookAgain(options?: Patience): Promise<TokenList>;
  /**
   * Tells of every insertion and removal within a second (PC/SC events, or bounded polling without PC/SC), and of a
   * module that answers late. Nothing listens while nobody watches. Returns the function that ends it.
   */
  watch(changed: () => void): () => void;

  /**
   * Reads the PIN state first: PIN_LOCKED and the like are thrown here, before anyone is asked. With `algorithms`,
   * TOKEN_MECHANISM_UNSUPPORTED too, when the token lists no mechanism for one of them.
   */
  openPinPrompt(
    certificateId: string,
    algorithms?: readonly SignatureAlgorithm[],
    purpose?: 'sign' | 'challenge',
  ): Promise<PinPrompt>;
  /** The same for work on a whole token. `change` is refused for a locked PIN, `unblock` for a locked PUK. */
  openTokenPrompt(
    tokenSerial: string,
    purpose: 'change' | 'unblock' | 'self-test',
    /** The module through which; left out, the one that the token is used through. */
    modulePath?: string,
  ): Promise<PinPrompt>;
  /** Spends one prompt. */
  enterPin(certificateId: string, sealed: SealedPin): Promise<PinEntry>;
  /** Spends a prompt for `change` or `unblock`; the plaintext is two secrets, see `token-host.ts`. */
  changePin(sealed: SealedPin): Promise<PinChange>;
  cancelPinPrompt(promptId: string): Promise<void>;

  /** What a module can do. With `sealed` (of a prompt for `self-test` on that token) after a login. */
  selfTest(
    modulePath: string,
    options: {
      readonly tokenSerial?: string;
      readonly sealed?: SealedPin;
      /** Told of each step as it is done. */
      readonly onStep?: (step: SelfTestStep) => void;
    },
  ): Promise<readonly SelfTestStep[]>;

  /** Tries a module in a process of its own and, when it answers, uses it from now on and remembers it. */
  addModule(path: string): Promise<ModuleTrial>;
  /** MODULE_NOT_FOUND unless a person has added it. */
  removeModule(path: string): Promise<void>;

  readonly trace: {
    set(on: boolean): Promise<Trace>;
    read(): Trace;
    clear(): Trace;
  };

  /** Ends every host process. */
  close(): Promise<void>;
}
