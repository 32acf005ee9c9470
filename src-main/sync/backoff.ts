/** Shortest and longest pause between two tries (ms). */
const shortest = 1_000;
const longest = 60_000;

/**
 * Pauses that double from 1–2 s to 1–60 s, each drawn at random over its whole range ("full jitter"), so that the
 * machines of a province do not come back in one second after the server's restart.
 */
export class Backoff {
  readonly #random: () => number;
  #tries = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The pause before the next try (ms). */
  next(): number {
    this.#tries += 1;
    const ceiling = Math.min(longest, shortest * 2 ** this.#tries);
    return Math.round(shortest + this.#random() * (ceiling - shortest));
  }

  /** It went well: the next trouble starts with a short pause again. */
  reset(): void {
    this.#tries = 0;
  }
}
