import { DvcttError } from '#shared/contract/errors.ts';

/** Pushes of one person that are worked on at once: as many as one desktop has under way. */
const atWork = 2;
/** More that may wait for their turn, for people with several machines. */
const mostWaiting = 4;
/** When to ask again (s). */
const retryAfter = 2;

interface Line {
  working: number;
  readonly waiting: (() => void)[];
}

/** Lets few pushes of one person in at once, so that what they hold in memory together is bounded. */
export class PushTurns {
  readonly #lines = new Map<string, Line>();

  /**
   * Waits for a turn; the function returned gives it back, and may be called more than once.
   * @throws DvcttError SERVER_BUSY (with `retryAfter`, in seconds) when too many wait already
   */
  async take(username: string): Promise<() => void> {
    const line = this.#lines.get(username) ?? { working: 0, waiting: [] };
    this.#lines.set(username, line);
    if (line.working >= atWork) {
      if (line.waiting.length >= mostWaiting) throw new DvcttError('SERVER_BUSY', { retryAfter });
      // Whoever gives a turn back hands it on: `working` stays as it is.
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else line.working += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#giveBack(username, line);
    };
  }

  #giveBack(username: string, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    line.working -= 1;
    if (line.working === 0) this.#lines.delete(username);
  }
}
