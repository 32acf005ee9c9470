import type { Failure, FailureCode } from '#shared/contract/errors.ts';
import type { SelfTestStep, TokenJob } from '#shared/contract/token-jobs.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';

/** What one entry of a PIN came to. */
export type PinAttempt =
  /** The token took it; `outcome` ends with the work. */
  | { readonly kind: 'accepted'; readonly outcome: Promise<readonly SelfTestStep[]> }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      /** Why the job ends with this refusal, when no other try can help. */
      readonly end?: Failure;
    };

/** One kind of work on a token for which a PIN is asked: how it is prompted for, and what one entry does. */
export interface PinTask {
  readonly purpose: TokenJob['purpose'];
  readonly tokenSerial: string;
  /** For the PIN page; empty strings where nothing of the kind is concerned. */
  readonly about: {
    readonly owner: string;
    readonly certificateSerial: string;
    readonly algorithm: string;
  };
  /** Reads the state of the token first. @throws what forbids to ask: PIN_LOCKED, PUK_LOCKED, PIN_PAD_UNSUPPORTED … */
  openPrompt(): Promise<PinPrompt>;
  /** Spends the prompt, and at most one try. */
  attempt(sealed: SealedPin): Promise<PinAttempt>;
}

/** Refusals after which it is of no use to ask again. */
const final: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'PIN_LOCKED',
  'PUK_LOCKED',
  'PIN_CHANGE_UNSUPPORTED',
  'PIN_UNBLOCK_UNSUPPORTED',
  'PIN_PAD_UNSUPPORTED',
  'TOKEN_REMOVED',
  'TOKEN_NOT_FOUND',
  'TOKEN_NOT_INITIALISED',
]);

/** A refusal, with the end of the job where the secret is locked now or where asking again cannot help. */
export function refused(failure: Failure, locked?: 'PIN_LOCKED' | 'PUK_LOCKED'): PinAttempt {
  if (locked !== undefined) {
    const { details } = failure;
    return {
      kind: 'refused',
      failure,
      end: { code: locked, ...(details === undefined ? {} : { details }) },
    };
  }
  return { kind: 'refused', failure, ...(final.has(failure.code) ? { end: failure } : {}) };
}
