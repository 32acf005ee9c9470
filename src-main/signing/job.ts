import { randomUUID } from 'node:crypto';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { CallOutput, CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import type { PinJob } from '../pin/pin-job.ts';
import { singleUse, type LoginInUse } from '../pin/remembered-logins.ts';
import type { SigningSession, TokenCertificate, TokenService } from '../tokens/token-service.ts';
import { signBatch } from './batch.ts';
import { algorithmName } from './policy.ts';
import type { SigningWork } from './work.ts';

type JobState = Pick<SigningJob, 'phase' | 'done' | 'current' | 'results' | 'failure'>;

/**
 * One press of “Ký số”: load the documents, ask for the PIN once, sign all, hand the result to the server. Until the
 * server has taken every document nothing is changed anywhere, so a failure at any point leaves the dossier as it was.
 * With a remembered login nobody is asked, and the phase goes from `preparing` to `signing`.
 */
export class DocumentSigningJob implements PinJob {
  readonly id = randomUUID();
  readonly #work: SigningWork;
  readonly #certificate: TokenCertificate;
  readonly #algorithm: SignatureAlgorithm;
  readonly #policy: SignaturePolicy;
  readonly #tokens: TokenService;
  readonly #keeper: () => (session: SigningSession) => LoginInUse;
  readonly #now: () => Date;
  readonly #emit: (event: CoreEvent) => void;
  readonly #abort = new AbortController();
  #prompt: PinPrompt | undefined;
  #state: JobState = {
    phase: 'preparing',
    done: 0,
    current: '',
    results: [],
  };

  constructor(options: {
    readonly work: SigningWork;
    readonly certificate: TokenCertificate;
    readonly algorithm: SignatureAlgorithm;
    readonly policy: SignaturePolicy;
    readonly tokens: TokenService;
    /** Called before the PIN goes to the token: what it gives keeps the login that follows, for the batch. */
    readonly keeper: () => (session: SigningSession) => LoginInUse;
    readonly now: () => Date;
    readonly emit: (event: CoreEvent) => void;
  }) {
    this.#work = options.work;
    this.#certificate = options.certificate;
    this.#algorithm = options.algorithm;
    this.#policy = options.policy;
    this.#tokens = options.tokens;
    this.#keeper = options.keeper;
    this.#now = options.now;
    this.#emit = options.emit;
  }

  view(): SigningJob {
    return {
      jobId: this.id,
      code: this.#work.code,
      total: this.#work.documentCount,
      policy: this.#policy,
      ...this.#state,
    };
  }

  get ended(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#state.phase);
  }

  /**
   * Loads what is to be signed, then signs with the login that is remembered, or opens the PIN prompt; a locked PIN
   * ends the job before anyone is asked.
   */
  async prepare(expected: Readonly<Record<string, string>>, remembered?: LoginInUse): Promise<void> {
    try {
      await this.#work.load(expected, this.#abort.signal);
      this.#cancelled();
    } catch (cause) {
      await remembered?.giveBack();
      this.#fail(cause);
      return;
    }
    if (remembered !== undefined) {
      void this.#sign(remembered);
      return;
    }
    try {
      await this.#ask();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  describePin(): CallOutput<'pin.describe'> {
    const prompt = this.#requirePrompt();
    return {
      prompt,
      purpose: 'sign',
      owner: this.#certificate.view.owner,
      certificateSerial: this.#certificate.view.serial,
      dossierCode: this.#work.code,
      documentCount: this.#work.documentCount,
      total: this.#work.amount,
      algorithm: algorithmName(this.#algorithm),
    };
  }

  /** Signing goes on in the background once the PIN is accepted. */
  async enterPin(
    sealed: SealedPin,
    { remember }: { readonly remember: boolean },
  ): Promise<CallOutput<'pin.submit'>> {
    const prompt = this.#requirePrompt();
    if (prompt.promptId !== sealed.promptId)
      return { kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' }, prompt };
    // Spent: a second press with the same prompt finds nothing.
    this.#prompt = undefined;
    const use = remember ? this.#keeper() : singleUse;
    try {
      const entry = await this.#tokens.enterPin(this.#certificate.view.id, sealed);
      if (entry.kind === 'accepted') {
        void this.#sign(use(entry.session));
        return { kind: 'accepted' };
      }
      if (entry.pinState === 'locked') {
        this.#fail(new DvcttError('PIN_LOCKED', entry.failure.details));
        return { kind: 'refused', failure: entry.failure };
      }
      // Closed meanwhile: nobody is asked again.
      this.#cancelled();
      return { kind: 'refused', failure: entry.failure, prompt: await this.#ask() };
    } catch (cause) {
      this.#fail(cause);
      return { kind: 'refused', failure: toFailure(cause) };
    }
  }

  get promptedToken(): TokenView | undefined {
    return this.#prompt?.token;
  }

  async promptedTokenLeft(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    this.#fail(new DvcttError('TOKEN_REMOVED', { token: prompt.token.serial }));
    await this.#tokens.cancelPinPrompt(prompt.promptId);
  }

  /** Ends the job between two signatures; once the server is being told, it is too late and the job runs to its end. */
  async cancel(): Promise<void> {
    if (this.ended || this.#state.phase === 'sending') return;
    this.#abort.abort();
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    this.#set({ phase: 'cancelled', failure: { code: 'SIGNING_CANCELLED' } });
    await this.#tokens.cancelPinPrompt(prompt.promptId);
  }

  async #sign(login: LoginInUse): Promise<void> {
    try {
      this.#set({ phase: 'signing' });
      const signed = await this.#signOnToken(login);
      this.#cancelled();
      this.#set({ phase: 'sending', done: signed.length, current: '' });
      const results = await this.#work.hand(signed);
      this.#set({ phase: 'done', results });
      this.#emit(this.#work.changed);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** The token is let go, or kept for the batch, as soon as the last signature is made, before the slower line to the server. */
  async #signOnToken(login: LoginInUse) {
    let trusted = false;
    try {
      const signed = await signBatch(this.#work.items(this.#certificate), login.session, {
        algorithm: this.#algorithm,
        now: this.#now,
        signal: this.#abort.signal,
        onStart: (item, index) => this.#set({ done: index, current: item.name }),
      });
      trusted = true;
      return signed;
    } finally {
      // A login that failed is not offered again; one that was only cancelled is as good as before.
      if (trusted || this.#abort.signal.aborted) await login.giveBack();
      else await login.end();
    }
  }

  /** Names the algorithm, so that a token which lacks it is refused before the PIN is asked. */
  async #ask(): Promise<PinPrompt> {
    const prompt = await this.#tokens.openPinPrompt(this.#certificate.view.id, [this.#algorithm], 'sign');
    if (this.#abort.signal.aborted) await this.#tokens.cancelPinPrompt(prompt.promptId);
    this.#cancelled();
    this.#prompt = prompt;
    this.#set({ phase: 'awaiting-pin' });
    return prompt;
  }

  #requirePrompt(): PinPrompt {
    if (this.#prompt !== undefined) return this.#prompt;
    const { failure } = this.#state;
    const left = failure?.code === 'TOKEN_REMOVED';
    throw left ? new DvcttError(failure.code, failure.details) : new DvcttError('PIN_PROMPT_EXPIRED');
  }

  #cancelled(): void {
    if (this.#abort.signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
  }

  #fail(cause: unknown): void {
    if (this.ended) return;
    const failure = this.#abort.signal.aborted ? { code: 'SIGNING_CANCELLED' as const } : toFailure(cause);
    this.#set({ phase: failure.code === 'SIGNING_CANCELLED' ? 'cancelled' : 'failed', failure });
  }

  #set(change: Partial<JobState>): void {
    this.#state = { ...this.#state, ...change };
    this.#emit({ name: 'signing.progress', payload: this.view() });
  }
}
