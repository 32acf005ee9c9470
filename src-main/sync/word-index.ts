import type { AccountStore } from '../account-store/account-store.ts';

/** Entries whose words are cut, or whose vouchers are booked, before somebody else gets a turn: about 30 ms. */
const slice = 100;

/** Lets what a long pull brought be found by its words, and its vouchers be booked, in slices between other work. */
export class WordIndex {
  readonly #store: AccountStore;
  readonly #finished: () => void;
  #work: Promise<void> | undefined;
  #stopped = true;

  constructor(store: AccountStore, finished: () => void) {
    this.#store = store;
    this.#finished = finished;
  }

  /** Goes on where it stopped, be it in an earlier run of the program. */
  wake(): void {
    this.#stopped = false;
    this.#work ??= this.#run().finally(() => (this.#work = undefined));
  }

  /** Ends the work; what is left is done after the next `wake`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work;
  }

  async #run(): Promise<void> {
    const { vouchers } = this.#store;
    // The list is searched more often than the book of vouchers is, and shows what was found anew.
    if (await this.#each((limit) => this.#store.cutWords(limit))) this.#finished();
    await this.#each((limit) => vouchers.settle(limit));
    await this.#each((limit) => vouchers.cutWords(limit));
  }

  /** Answers whether there was anything to do. */
  async #each(work: (limit: number) => number): Promise<boolean> {
    let any = false;
    for (;;) {
      await new Promise(setImmediate);
      if (this.#done(work) === 0) return any;
      any = true;
    }
  }

  /** A disk that is full now is not one later: the next exchange wakes this again. */
  #done(work: (limit: number) => number): number {
    if (this.#stopped) return 0;
    try {
      return work(slice);
    } catch {
      return 0;
    }
  }
}
