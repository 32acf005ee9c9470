/** Runs one piece of work at a time, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    // A failure is its caller's; the next piece of work runs all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
