import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';

/** Remembers how the newest challenge signature of this run of the program went; it hears the core's events. */
export class LastChallenge {
  #job: TokenJob | undefined;

  readonly notice = (event: CoreEvent): void => {
    if (event.name === 'tokens.job' && event.payload.purpose === 'challenge') this.#job = event.payload;
  };

  readonly read = (): TokenJob | undefined => this.#job;
}
