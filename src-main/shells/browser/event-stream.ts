import type { ServerResponse } from 'node:http';
import type { Core, CoreEvent } from '#shared/contract/ipc.ts';
import { confiningHeaders } from '../window/content-policy.ts';

/** A comment is sent this often (ms), so that a window that is gone is noticed. */
const heartbeat = 15_000;
/** A window that takes no events is cut off beyond this many unsent bytes; it reconnects and reloads. */
const largestBacklog = 4 * 1024 * 1024;

/** Sends core events to every open window as server-sent events. */
export class EventStream {
  readonly #open = new Set<ServerResponse>();
  readonly #onEmpty: () => void;
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;

  /** `onEmpty` is called when the last window has gone. */
  constructor(core: Core, onEmpty: () => void) {
    this.#onEmpty = onEmpty;
    this.#unsubscribe = core.subscribe((event) => this.#send(event));
    this.#timer = setInterval(() => this.#write(': \n\n'), heartbeat).unref();
  }

  get windows(): number {
    return this.#open.size;
  }

  add(response: ServerResponse): void {
    response.writeHead(200, { ...confiningHeaders, 'Content-Type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    this.#open.add(response);
    response.once('close', () => {
      this.#open.delete(response);
      if (this.#open.size === 0) this.#onEmpty();
    });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const response of this.#open) response.destroy();
  }

  #send(event: CoreEvent): void {
    this.#write(`data: ${JSON.stringify(event)}\n\n`);
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > largestBacklog) response.destroy();
      else response.write(text);
    }
  }
}
