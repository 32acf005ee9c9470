import type { TokenService } from '../tokens/token-service.ts';
import type { PinJobs } from './pin-jobs.ts';
import { promptedTokenHasLeft } from './prompted-token-left.ts';

/** After this long without a question of a PIN page nobody is shown a prompt any more, ms. */
const pageSilent = 5_000;
/** A look is not held up by a module that hangs, ms. */
const patience = 700;

/**
 * While a PIN page is open its token is watched: a person must not be asked for the PIN of a token that lies on the
 * table. The page asks every second how its job stands; that keeps the watch going.
 */
export class PromptWatch {
  readonly #tokens: Pick<TokenService, 'list' | 'watch'>;
  readonly #jobs: Pick<PinJobs, 'prompting'>;
  #end: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(tokens: Pick<TokenService, 'list' | 'watch'>, jobs: Pick<PinJobs, 'prompting'>) {
    this.#tokens = tokens;
    this.#jobs = jobs;
  }

  /** A PIN page has asked. */
  pageAsked(): void {
    this.#end ??= this.#tokens.watch(() => void this.look());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end?.();
      this.#end = undefined;
    }, pageSilent);
    this.#timer.unref();
    void this.look();
  }

  /** Looks once at a time; never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch(() => undefined)
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<void> {
    if (this.#jobs.prompting().length === 0) return;
    const list = await this.#tokens.list({ patience });
    for (const job of this.#jobs.prompting()) {
      const token = job.promptedToken;
      if (token !== undefined && promptedTokenHasLeft(token, list)) await job.promptedTokenLeft();
    }
  }
}
