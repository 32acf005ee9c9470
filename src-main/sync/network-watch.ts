import { networkInterfaces } from 'node:os';
import type { Timer, Timers } from './timers.ts';

/** How often the machine's addresses are looked at (ms): Node has no event for a cable or a Wi-Fi that comes back. */
const every = 3_000;

/** Tells when the machine's network addresses change. */
export class NetworkWatch {
  readonly #timers: Timers;
  readonly #changed: () => void;
  #timer: Timer | undefined;
  #seen = '';

  constructor(timers: Timers, changed: () => void) {
    this.#timers = timers;
    this.#changed = changed;
  }

  start(): void {
    this.#seen = addresses();
    this.#wait();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #wait(): void {
    this.#timer = this.#timers.after(every, () => {
      const now = addresses();
      const changed = now !== this.#seen;
      this.#seen = now;
      this.#wait();
      if (changed) this.#changed();
    });
  }
}

function addresses(): string {
  try {
    const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    return all
      .map(({ address }) => address)
      .sort()
      .join(' ');
  } catch {
    // A locked-down machine does not tell; the pauses between tries end by themselves.
    return '';
  }
}
