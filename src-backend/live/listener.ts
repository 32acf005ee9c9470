import type { ServerResponse } from 'node:http';
import type { LiveEvent } from '#shared/contract/sync/http.ts';

/** A listener that has not taken in this much is cut off; it comes back and pulls (bytes). */
const largestBacklog = 256 * 1024;

/** Who listens, and until when. */
export interface Listening {
  readonly username: string;
  readonly unitCode: string;
  /** Accountants hear of drafts and of who works in which field. */
  readonly isAccountant: boolean;
  /** SHA-256 of the session's token. */
  readonly session: string;
}

/** One open stream of server-sent events (WHATWG HTML §9.2). */
export class Listener {
  readonly who: Listening;
  readonly #answer: ServerResponse;

  constructor(who: Listening, answer: ServerResponse) {
    this.who = who;
    this.#answer = answer;
  }

  send(event: LiveEvent): void {
    this.#write(`data: ${JSON.stringify(event)}\n\n`);
  }

  /** A comment: nothing is told but that the line holds. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Ends the stream after what was sent. */
  end(): void {
    this.#answer.end();
  }

  #write(text: string): void {
    if (this.#answer.writableEnded || this.#answer.destroyed) return;
    this.#answer.write(text);
    // Whoever reads slower than things happen must not fill the server's memory.
    if (this.#answer.writableLength > largestBacklog) this.#answer.destroy();
  }
}
