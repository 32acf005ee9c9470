import type { Timer, Timers } from './timers.ts';

/** Runs its work soon after being asked, however often it is asked: at most once in `everyMs`. */
export class Throttle {
  readonly #timers: Timers;
  readonly #everyMs: number;
  readonly #firstMs: number;
  readonly #work: () => void;
  #timer: Timer | undefined;
  #lastRun = -Infinity;

  /** `firstMs`: how long the first ask after a quiet time waits, so that what comes and goes at once is not told. */
  constructor(timers: Timers, given: { everyMs: number; firstMs: number }, work: () => void) {
    this.#timers = timers;
    this.#everyMs = given.everyMs;
    this.#firstMs = given.firstMs;
    this.#work = work;
  }

  ask(): void {
    if (this.#timer !== undefined) return;
    const pause = this.#lastRun + this.#everyMs - this.#timers.elapsed();
    this.#timer = this.#timers.after(Math.max(this.#firstMs, pause), () => this.#run());
  }

  /** Forgets what was asked and not yet done. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #run(): void {
    this.#timer = undefined;
    this.#lastRun = this.#timers.elapsed();
    this.#work();
  }
}
