import { createParser } from 'eventsource-parser';
import { DvcttError } from '#shared/contract/errors.ts';
import { liveEventSchema, type LiveEvent } from '#shared/contract/sync/http.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';
import { Backoff } from './backoff.ts';
import type { Timer, Timers } from './timers.ts';

/** The server writes at least every 15 s; a line that has been silent for so long is dead, whatever TCP thinks (ms). */
const silence = 40_000;
/** A stream that ends sooner has not lived: the next pause is a longer one (ms). */
const lived = 5_000;
/** Largest event that is taken in (characters): presence of a whole unit is far below. */
const largestEvent = 1024 * 1024;

export interface LiveLineOptions {
  readonly calls: SyncCalls;
  readonly timers: Timers;
  readonly random: () => number;
  readonly opened: () => void;
  readonly happened: (event: LiveEvent) => void;
  /** Something came, be it only a heartbeat. */
  readonly heard: () => void;
  /** It was open and is not any more, or could not be opened. It tries again by itself unless it is paused. */
  readonly closed: (thrown: unknown) => void;
}

/** Listens to the server's events and opens the stream again whenever it ends. */
export class LiveLine {
  readonly #given: LiveLineOptions;
  readonly #backoff: Backoff;
  #ending: AbortController | undefined;
  #finished: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;
  #timer: Timer | undefined;
  #paused = false;
  #open = false;

  constructor(given: LiveLineOptions) {
    this.#given = given;
    this.#backoff = new Backoff(given.random);
  }

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    this.#ending = new AbortController();
    this.#finished = this.#listenOn(this.#ending.signal);
  }

  async stop(): Promise<void> {
    this.#ending?.abort();
    this.#wake?.();
    await this.#finished;
  }

  /** Does not try again until `resume` or `retryNow`. */
  pause(): void {
    this.#paused = true;
  }

  /** Tries again in its own time. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#setAlarm();
  }

  /** Ends the pause between two tries; does nothing while the line is open. */
  retryNow(): void {
    this.#paused = false;
    this.#backoff.reset();
    this.#wake?.();
  }

  async #listenOn(ending: AbortSignal): Promise<void> {
    const over = () => ending.aborted;
    while (!over()) {
      const end = await this.#listen(ending).then(
        () => new DvcttError('BACKEND_UNREACHABLE', { reason: 'events ended' }),
        (thrown: unknown) => thrown,
      );
      if (over()) return;
      this.#given.closed(end);
      await this.#rest(ending);
    }
  }

  async #listen(ending: AbortSignal): Promise<void> {
    const silent = new AbortController();
    const { timers } = this.#given;
    let watch: Timer | undefined;
    try {
      const signal = AbortSignal.any([ending, silent.signal]);
      const stream = await this.#given.calls.events(signal);
      const parser = createParser({
        maxBufferSize: largestEvent,
        onEvent: ({ data }) => this.#take(data),
        onError: (error) => {
          if (error.type === 'max-buffer-size-exceeded') silent.abort();
        },
      });
      const text = new TextDecoder();
      const listenAgain = () => {
        watch?.cancel();
        watch = timers.after(silence, () => silent.abort());
      };
      listenAgain();
      this.#open = true;
      const openedAt = timers.elapsed();
      this.#given.opened();
      for await (const bytes of stream) {
        listenAgain();
        if (timers.elapsed() - openedAt > lived) this.#backoff.reset();
        this.#given.heard();
        parser.feed(text.decode(bytes, { stream: true }));
      }
    } finally {
      this.#open = false;
      watch?.cancel();
      // Lets go of the connection when the loop was left by an error of ours.
      silent.abort();
    }
  }

  #take(data: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(data);
    } catch {
      return;
    }
    // An event of a newer server that this program does not know is passed over.
    const event = liveEventSchema.safeParse(parsed);
    if (event.success) this.#given.happened(event.data);
  }

  async #rest(ending: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ending.aborted) resolve();
      else if (!this.#paused) this.#setAlarm();
    });
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#wake = undefined;
  }

  #setAlarm(): void {
    const wake = this.#wake;
    if (wake === undefined || this.#timer !== undefined) return;
    this.#timer = this.#given.timers.after(this.#backoff.next(), wake);
  }
}
