interface Turn {
  readonly question: Promise<void>;
  /** Of `performance.now()`; when the question began. */
  readonly began: number;
}

/** Asks gently: one question at a time for each transaction, a second apart, shared by all who wait for it. */
export class Polling {
  readonly #gap: number;
  readonly #turns = new Map<string, Turn>();
  readonly #closing = new AbortController();

  /** @param gap between two questions to a provider about one transaction (ms) */
  constructor(gap = 1_000) {
    this.#gap = gap;
  }

  /**
   * Waits for the next question about `key`, which is `ask` when no other is under way.
   * @param until of `performance.now()`; a question that has begun before is waited for, however long
   * @returns false without a question, when the time is up or nobody waits any more
   * @throws whatever the question throws
   */
  async next(key: string, until: number, left: AbortSignal, ask: () => Promise<void>): Promise<boolean> {
    const stop = AbortSignal.any([left, this.#closing.signal]);
    if (stop.aborted) return false;
    const last = this.#turns.get(key);
    const now = performance.now();
    const due = last === undefined ? now : last.began + this.#gap;
    if (due > now) {
      if (due > until) {
        await pause(until - now, stop);
        return false;
      }
      await pause(due - now, stop);
      return this.next(key, until, left, ask);
    }
    // The one before may take longer than the gap.
    const running = last !== undefined && !settled.has(last.question);
    const turn = running ? last : this.#begin(key, ask);
    await turn.question;
    return true;
  }

  close(): void {
    this.#closing.abort();
  }

  #begin(key: string, ask: () => Promise<void>): Turn {
    if (this.#turns.size > 2000) this.#forgetOld();
    const question = ask();
    const mark = () => void settled.add(question);
    question.then(mark, mark);
    const turn = { question, began: performance.now() };
    this.#turns.set(key, turn);
    return turn;
  }

  #forgetOld(): void {
    for (const [key, { question, began }] of this.#turns)
      if (settled.has(question) && began + this.#gap < performance.now()) this.#turns.delete(key);
  }
}

const settled = new WeakSet<Promise<void>>();

/** Ends early, without an error, when nobody waits any more. */
function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, milliseconds));
    stop.addEventListener('abort', end);
  });
}
