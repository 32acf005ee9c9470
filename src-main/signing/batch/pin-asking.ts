import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { singleUse, type LoginInUse } from '../../pin/remembered-logins.ts';
import type { SigningSession, TokenService } from '../../tokens/token-service.ts';

export interface PinAskingOptions {
  readonly tokens: TokenService;
  readonly certificateId: string;
  readonly algorithm: SignatureAlgorithm;
  /** Called before the PIN goes to the token: what it gives keeps the login that follows, for the next batch. */
  readonly keeper: () => (session: SigningSession) => LoginInUse;
  /** Closed meanwhile: nobody is asked (again). */
  readonly cancelled: () => boolean;
  /** A person is asked now. */
  readonly asked: () => void;
  /** The PIN was right. */
  readonly accepted: (login: LoginInUse) => void;
  /** Nobody is asked any more, and why. */
  readonly ended: (cause: unknown) => void;
}

/** Asks for the PIN of a batch's token, one prompt at a time. */
export class PinAsking {
  readonly #options: PinAskingOptions;
  #prompt: PinPrompt | undefined;

  constructor(options: PinAskingOptions) {
    this.#options = options;
  }

  get token(): TokenView | undefined {
    return this.#prompt?.token;
  }

  /** Names the algorithm, so that a token which lacks it is refused before the PIN is asked. */
  async ask(): Promise<PinPrompt> {
    const { tokens, certificateId, algorithm, cancelled, asked } = this.#options;
    const prompt = await tokens.openPinPrompt(certificateId, [algorithm], 'sign');
    if (cancelled()) {
      await tokens.cancelPinPrompt(prompt.promptId);
      throw new DvcttError('SIGNING_CANCELLED');
    }
    this.#prompt = prompt;
    asked();
    return prompt;
  }

  /** @throws PIN_PROMPT_EXPIRED; TOKEN_REMOVED when that is why the batch stands (`failure`) */
  require(failure: Failure | undefined): PinPrompt {
    if (this.#prompt !== undefined) return this.#prompt;
    throw failure?.code === 'TOKEN_REMOVED'
      ? new DvcttError('TOKEN_REMOVED', failure.details)
      : new DvcttError('PIN_PROMPT_EXPIRED');
  }

  async enter(
    prompt: PinPrompt,
    sealed: SealedPin,
    { remember }: { readonly remember: boolean },
  ): Promise<CallOutput<'pin.submit'>> {
    if (prompt.promptId !== sealed.promptId)
      return { kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' }, prompt };
    // Spent: a second press with the same prompt finds nothing.
    this.#prompt = undefined;
    const { tokens, certificateId, keeper, cancelled, accepted, ended } = this.#options;
    const use = remember ? keeper() : singleUse;
    try {
      const entry = await tokens.enterPin(certificateId, sealed);
      if (entry.kind === 'accepted') {
        accepted(use(entry.session));
        return { kind: 'accepted' };
      }
      if (entry.pinState === 'locked') {
        ended(new DvcttError('PIN_LOCKED', entry.failure.details));
        return { kind: 'refused', failure: entry.failure };
      }
      if (cancelled()) {
        ended(new DvcttError('SIGNING_CANCELLED'));
        return { kind: 'refused', failure: entry.failure };
      }
      return { kind: 'refused', failure: entry.failure, prompt: await this.ask() };
    } catch (cause) {
      ended(cause);
      return { kind: 'refused', failure: toFailure(cause) };
    }
  }

  async tokenLeft(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    const { ended, tokens } = this.#options;
    ended(new DvcttError('TOKEN_REMOVED', { token: prompt.token.serial }));
    await tokens.cancelPinPrompt(prompt.promptId);
  }

  /** Takes the prompt away and answers how to close it; undefined when nobody is asked. */
  take(): (() => Promise<void>) | undefined {
    const prompt = this.#prompt;
    this.#prompt = undefined;
    if (prompt === undefined) return undefined;
    return () => this.#options.tokens.cancelPinPrompt(prompt.promptId);
  }
}
