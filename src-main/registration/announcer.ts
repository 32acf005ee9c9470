import type { CoreEvent } from '#shared/contract/ipc.ts';

/** Other windows hear of what is typed so long after the last key (ms). */
const quiet = 1_000;

/** Tells of kept keystrokes once the typing pauses, so that no list is read anew at every key. */
export class Announcer {
  readonly #emit: (event: CoreEvent) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(emit: (event: CoreEvent) => void) {
    this.#emit = emit;
  }

  kept(id: string): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.#emit({ name: 'registrations.changed', payload: { id } });
    }, quiet);
    this.#timers.set(id, timer.unref());
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
