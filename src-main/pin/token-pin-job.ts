import { randomUUID } from 'node:crypto';
import { DvcttError, toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { CallOutput, CoreEvent } from '#shared/contract/ipc.ts';
import type { SelfTestStep, TokenJob } from '#shared/contract/token-jobs.ts';
import type { PinPrompt, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import type { PinJob } from './pin-job.ts';
import type { PinTask } from './pin-task.ts';

type JobState = Pick<TokenJob, 'phase' | 'failure' | 'wrongEntries' | 'steps'>;

/** Refusals that cost a try of the token. */
const costly: ReadonlySet<FailureCode> = new Set<FailureCode>(['PIN_INCORRECT', 'PUK_INCORRECT']);

export interface TokenJobServices {
  readonly cancelPrompt: (promptId: string) => Promise<void>;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Work on a token that asks for a PIN and signs no dossier. It asks again only after a refusal that another try can
 * mend, and tells with `tokens.changed` that the PIN state may be another one after each entry.
 */
export class TokenPinJob implements PinJob {
  readonly id = randomUUID();
  readonly #task: PinTask;
  readonly #services: TokenJobServices;
  #prompt: PinPrompt | undefined;
  #cancelled = false;
  #state: JobState = { phase: 'awaiting-pin', steps: [] };

  constructor(task: PinTask, services: TokenJobServices) {
    this.#task = task;
    this.#services = services;
  }

  view(): TokenJob {
    const { purpose, tokenSerial } = this.#task;
    return { jobId: this.id, purpose, tokenSerial, ...this.#state };
  }

  get ended(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#state.phase);
  }

  /** Opens the prompt. @throws what the state of the token forbids, before anyone is asked */
  async ask(): Promise<void> {
    this.#prompt = await this.#task.openPrompt();
    this.#set({ phase: 'awaiting-pin' });
  }

  /** Does what needs no PIN instead; the job has ended when this resolves. */
  async workWithoutPin(work: () => Promise<readonly SelfTestStep[]>): Promise<void> {
    this.#set({ phase: 'working' });
    await this.#finish(work());
  }

  describePin(): CallOutput<'pin.describe'> {
    return {
      prompt: this.#requirePrompt(),
      purpose: this.#task.purpose,
      ...this.#task.about,
      dossierCode: '',
      documentCount: 0,
      total: '0',
    };
  }

  async enterPin(sealed: SealedPin): Promise<CallOutput<'pin.submit'>> {
    const prompt = this.#requirePrompt();
    if (prompt.promptId !== sealed.promptId)
      return { kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' }, prompt };
    // Spent: a second press with the same prompt finds nothing.
    this.#prompt = undefined;
    this.#set({ phase: 'working' });
    try {
      const attempt = await this.#task.attempt(sealed);
      if (attempt.kind === 'refused') return await this.#refused(attempt.failure, attempt.end);
      void this.#finish(attempt.outcome).then(() => this.#tokensChanged());
      return { kind: 'accepted' };
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#set({ phase: 'failed', failure });
      this.#tokensChanged();
      return { kind: 'refused', failure };
    }
  }

  get promptedToken(): TokenView | undefined {
    return this.#prompt?.token;
  }

  async promptedTokenLeft(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    this.#set({
      phase: 'failed',
      failure: { code: 'TOKEN_REMOVED', details: { token: prompt.token.serial } },
    });
    await this.#services.cancelPrompt(prompt.promptId);
  }

  /** Once the token is at work it is too late: the job then runs to its end, but asks no more. */
  async cancel(): Promise<void> {
    if (this.ended) return;
    this.#cancelled = true;
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    this.#endCancelled();
    await this.#services.cancelPrompt(prompt.promptId);
  }

  async #refused(failure: Failure, end: Failure | undefined): Promise<CallOutput<'pin.submit'>> {
    if (costly.has(failure.code))
      this.#state = { ...this.#state, wrongEntries: (this.#state.wrongEntries ?? 0) + 1 };
    try {
      if (end !== undefined) this.#set({ phase: 'failed', failure: end });
      else if (this.#cancelled) this.#endCancelled();
      else return { kind: 'refused', failure, prompt: await this.#askAgain() };
    } catch (thrown) {
      // It cannot be asked for again: the token was locked by this try, or has left.
      this.#set({ phase: 'failed', failure: toFailure(thrown) });
    } finally {
      this.#tokensChanged();
    }
    return { kind: 'refused', failure };
  }

  async #askAgain(): Promise<PinPrompt> {
    const prompt = await this.#task.openPrompt();
    this.#prompt = prompt;
    this.#set({ phase: 'awaiting-pin' });
    return prompt;
  }

  async #finish(outcome: Promise<readonly SelfTestStep[]>): Promise<void> {
    try {
      this.#set({ phase: 'done', steps: [...(await outcome)] });
    } catch (thrown) {
      this.#set({ phase: 'failed', failure: toFailure(thrown) });
    }
  }

  #endCancelled(): void {
    this.#set({ phase: 'cancelled', failure: { code: 'PIN_CANCELLED' } });
  }

  #requirePrompt(): PinPrompt {
    if (this.#prompt !== undefined) return this.#prompt;
    const { failure } = this.#state;
    const left = failure?.code === 'TOKEN_REMOVED';
    throw left ? new DvcttError(failure.code, failure.details) : new DvcttError('PIN_PROMPT_EXPIRED');
  }

  #tokensChanged(): void {
    this.#services.emit({ name: 'tokens.changed', payload: {} });
  }

  #set(change: Partial<JobState>): void {
    this.#state = { ...this.#state, ...change };
    this.#services.emit({ name: 'tokens.job', payload: this.view() });
  }
}
