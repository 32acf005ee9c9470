/** Lets the first few of the same thing through and counts the rest, so that a failing poll does not fill the log. */
export class Repeats {
  readonly #now: () => number;
  readonly #seen = new Map<string, { since: number; count: number; kept: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whether this one is to be told, and how many of its kind were kept back since the last that was.
   * `undefined`: it is kept back.
   */
  admit(kind: string): number | undefined {
    const at = this.#now();
    const seen = this.#seen.get(kind);
    if (seen === undefined || at - seen.since >= span) {
      // Kinds come from closed lists; the bound is for the day when they do not.
      if (this.#seen.size >= mostKinds) this.#seen.clear();
      this.#seen.set(kind, { since: at, count: 1, kept: 0 });
      return seen?.kept ?? 0;
    }
    seen.count += 1;
    if (seen.count <= mostAtOnce) return 0;
    seen.kept += 1;
    return undefined;
  }
}

/** So many lines of one kind are told in so long (ms). */
const mostAtOnce = 5;
const span = 60_000;
const mostKinds = 500;
