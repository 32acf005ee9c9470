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
    let any = false;
    for (;;) {
      await new Promise(setImmediate);
      if (this.#cut() === 0) break;
      any = true;
    }
    if (any) this.#finished();
  }

  /** A disk that is full now is not one later: the next exchange wakes this again. */
  #cut(): number {
    if (this.#stopped) return 0;
    try {
      // The list is searched more often than the book of vouchers is.
      const { vouchers } = this.#store;
      for (const work of [() => this.#store.cutWords(slice), () => vouchers.settle(slice)]) {
        const done = work();
        if (done > 0) return done;
      }
      return vouchers.cutWords(slice);
    } catch {
      return 0;
    }
  }
}
