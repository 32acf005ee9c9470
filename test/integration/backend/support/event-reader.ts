import { get, type IncomingMessage } from 'node:http';
import { liveEventSchema, type LiveEvent } from '#shared/contract/sync/http.ts';

/** Someone who listens to the server's events; every event is parsed by the contract. */
export class EventReader {
  readonly events: LiveEvent[] = [];
  beats = 0;
  /** Whether the server has ended the stream. */
  ended = false;
  readonly #answer: IncomingMessage;
  #rest = '';

  private constructor(answer: IncomingMessage) {
    this.#answer = answer;
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.#take(text));
    for (const event of ['end', 'error', 'close']) answer.on(event, () => (this.ended = true));
  }

  /** Opens a stream; `paused`: never reads what comes. */
  static async open(url: string, token: string, { paused = false } = {}): Promise<EventReader> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      get(`${url}/api/v1/sync/events`, { agent: false, headers }, resolve).on('error', reject);
    });
    if (answer.statusCode !== 200) throw new Error(`events: ${answer.statusCode}`);
    const reader = new EventReader(answer);
    if (paused) answer.pause();
    return reader;
  }

  /** Reads on. */
  resume(): void {
    this.#answer.resume();
  }

  close(): void {
    this.#answer.destroy();
  }

  /** Codes of all changes so far. */
  get changed(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === 'changed' ? event.codes : []));
  }

  /** Who is at work by the newest word: `name @ path`. */
  get present(): readonly string[] {
    const last = this.events.findLast((event) => event.kind === 'presence');
    return last?.kind === 'presence' ? last.people.map(({ name, path }) => `${name} @ ${path}`) : [];
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) this.beats += 1;
      else this.events.push(liveEventSchema.parse(JSON.parse(block.replace(/^data: /, ''))));
    }
  }
}
