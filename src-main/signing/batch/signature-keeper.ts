import type { KeptSignature, SignatureShelf } from '../../account-store/account-store.ts';

/** Between two flushes passes so many times what one takes: the disk has no more than a tenth of the time. */
const pauses = 9;
/** But never so long, ms: what is not on the disk yet would be lost with the program. */
const longestPause = 100;

interface Waiting {
  readonly signature: KeptSignature;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Makes signatures durable. A slow token's are written at once, one by one; those of a fast one share a flush, for a
 * flush takes as long as several of its signatures.
 */
export class SignatureKeeper {
  readonly #shelf: Pick<SignatureShelf, 'keep'>;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Ms of a clock that never goes back. */
  #nextFlush = -Infinity;

  constructor(shelf: Pick<SignatureShelf, 'keep'>) {
    this.#shelf = shelf;
  }

  /** Resolves once it is on the disk. @throws DISK_FULL, STORE_FAILED … */
  keep(signature: KeptSignature): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signature, resolve, reject });
      if (this.#timer !== undefined) return;
      const pause = this.#nextFlush - performance.now();
      if (pause <= 0) this.#flush();
      else this.#timer = setTimeout(() => this.#flush(), pause);
    });
  }

  #flush(): void {
    this.#timer = undefined;
    const began = performance.now();
    const flushed = this.#waiting;
    this.#waiting = [];
    try {
      this.#shelf.keep(flushed.map(({ signature }) => signature));
      for (const { resolve } of flushed) resolve();
    } catch (cause) {
      for (const { reject } of flushed) reject(cause);
    }
    const ended = performance.now();
    this.#nextFlush = ended + Math.min(longestPause, pauses * (ended - began));
  }
}
