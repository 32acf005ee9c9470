/** Milliseconds between two tellings of how a batch stands. */
const between = 200;

/** Tells at once of what matters, of the rest a few times a second, and always of the last. */
export class BatchProgress {
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;
  #told = -Infinity;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Something small has changed. */
  changed(): void {
    if (this.#timer !== undefined) return;
    const pause = this.#told + between - performance.now();
    if (pause <= 0) this.now();
    else this.#timer = setTimeout(() => this.now(), pause);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = performance.now();
    this.#tell();
  }
}
