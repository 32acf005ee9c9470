/**
 * A line between desktop and server that misbehaves: a real HTTP proxy on a port of its own, so that sockets, half
 * bodies and lost answers are what they are in the field. What happens to each request is decided by a plan.
 */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, FaultPlan } from './fault.ts';

export interface FaultyLineOptions {
  /** The server behind the line, without a slash at the end. */
  readonly target: string;
  readonly plan?: FaultPlan;
  /** How far the server's clock, as the `Date` header shows it, is off (ms). */
  readonly clockOff?: number;
  /** Event streams are cut after so long (ms); left out: never. */
  readonly cutEventsAfter?: number;
}

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface ServerAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export class FaultyLine {
  readonly url: string;
  /** What happened, in order: `3 POST /api/v1/sync/push lost-answer`. Printed when a test fails. */
  readonly log: string[] = [];
  readonly #server: Server;
  readonly #options: FaultyLineOptions;
  #plan: FaultPlan;
  #down = false;
  #place = 0;
  /** Copies of requests that have not arrived at the server yet. */
  readonly #stragglers = new Set<Promise<void>>();

  private constructor(server: Server, options: FaultyLineOptions) {
    this.#server = server;
    this.#options = options;
    this.#plan = options.plan ?? (() => undefined);
    // `listen` on a TCP port always gives an address of this shape.
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (asked, answer) => void this.#pass(asked, answer).catch(() => answer.destroy()));
  }

  static async open(options: FaultyLineOptions): Promise<FaultyLine> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new FaultyLine(server, options);
  }

  /** From now on another plan decides; none lets everything pass. */
  behave(plan: FaultPlan = () => undefined): void {
    this.#plan = plan;
  }

  /** Cuts every connection and lets none in, as a pulled cable does. */
  pull(): void {
    this.#down = true;
    this.#server.closeAllConnections();
  }

  plugIn(): void {
    this.#down = false;
  }

  /** Cuts what is open now; new connections are let in. */
  cutAll(): void {
    this.#server.closeAllConnections();
  }

  /** Waits until the last late copy of a request has reached the server. */
  async stragglersArrived(): Promise<void> {
    while (this.#stragglers.size > 0) await Promise.all(this.#stragglers);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.stragglersArrived();
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const method = asked.method ?? 'GET';
    const path = asked.url ?? '/';
    if (this.#down) {
      asked.socket.destroy();
      return;
    }
    const place = this.#place;
    this.#place += 1;
    const fault = this.#plan({ method, path, place });
    if (fault !== undefined) this.log.push(`${place} ${method} ${path.split('?')[0] ?? ''} ${fault.kind}`);
    if (fault?.kind === 'lost-request') {
      // With some of the body sent, as when a train enters a tunnel.
      asked.once('data', () => asked.socket.destroy());
      asked.once('end', () => asked.socket.destroy());
      return;
    }
    if (asked.headers.accept === 'text/event-stream' && (fault === undefined || !speaksForItself(fault))) {
      this.#stream(asked, answer, { method, path });
      return;
    }
    const body = await bytesOf(asked);
    await this.#suffer({ method, path, headers: asked.headers, body }, answer, fault);
  }

  async #suffer(heard: Heard, answer: ServerResponse, fault: Fault | undefined): Promise<void> {
    switch (fault?.kind) {
      case undefined:
      case 'lost-request': {
        this.#give(answer, await this.#ask(heard));
        return;
      }
      case 'lost-answer':
        await this.#ask(heard);
        answer.destroy();
        return;
      case 'half-answer': {
        const { status, headers, body } = await this.#ask(heard);
        answer.writeHead(status, { ...this.#outward(headers), 'content-length': body.length });
        // Without half a body there is nothing to wait for.
        if (body.length < 2) answer.destroy();
        else answer.write(body.subarray(0, Math.floor(body.length / 2)), () => answer.destroy());
        return;
      }
      case 'gateway':
        answer.writeHead(fault.status, { 'content-type': 'text/html' });
        answer.end(`<html><title>${fault.status}</title></html>`);
        return;
      case 'portal':
        answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        answer.end(
          '<!doctype html><title>Wi-Fi miễn phí</title><form method="post"><button>Đồng ý</button></form>',
        );
        return;
      case 'doubled':
        await this.#ask(heard);
        {
          this.#give(answer, await this.#ask(heard));
          return;
        }
      case 'straggler':
        answer.destroy();
        this.#askLate(heard, fault.ms);
        return;
      case 'late-request':
        await pause(fault.ms);
        {
          this.#give(answer, await this.#ask(heard));
          return;
        }
      case 'late-answer': {
        const given = await this.#ask(heard);
        await pause(fault.ms);
        this.#give(answer, given);
        return;
      }
      case 'altered': {
        // In plain text, so that it can be changed.
        const plain = { ...heard, headers: { ...heard.headers, 'accept-encoding': 'identity' } };
        const { status, headers, body } = await this.#ask(plain);
        const altered = Buffer.from(fault.alter(body.toString('utf8')));
        this.#give(answer, {
          status,
          headers: { ...headers, 'content-length': String(altered.length) },
          body: altered,
        });
        return;
      }
      case 'session-ended':
        answer.writeHead(401, { 'content-type': 'application/json' });
        answer.end(JSON.stringify({ failure: { code: 'SESSION_REQUIRED' }, requestId: 'faulty-line' }));
        return;
    }
  }

  #askLate(heard: Heard, ms: number): void {
    const arriving = pause(ms)
      .then(() => this.#ask(heard))
      .then(
        () => undefined,
        // A server that has gone in the meantime does not hear it: then it is simply lost.
        () => undefined,
      )
      .finally(() => this.#stragglers.delete(arriving));
    this.#stragglers.add(arriving);
  }

  #give(answer: ServerResponse, { status, headers, body }: ServerAnswer): void {
    answer.writeHead(status, this.#outward(headers));
    answer.end(body);
  }

  #ask({ method, path, headers, body }: Heard): Promise<ServerAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#options.target}${path}`,
        { method, headers: { ...headers, connection: 'close' }, agent: false },
        (given) => {
          bytesOf(given).then(
            (bytes) => resolve({ status: given.statusCode ?? 502, headers: given.headers, body: bytes }),
            reject,
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  #stream(
    asked: IncomingMessage,
    answer: ServerResponse,
    { method, path }: Pick<Heard, 'method' | 'path'>,
  ): void {
    const sent = request(
      `${this.#options.target}${path}`,
      { method, headers: asked.headers, agent: false },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, this.#outward(given.headers));
        answer.flushHeaders();
        given.pipe(answer);
        given.on('error', () => answer.destroy());
      },
    );
    sent.on('error', () => answer.destroy());
    answer.on('close', () => sent.destroy());
    sent.end();
    const { cutEventsAfter } = this.#options;
    if (cutEventsAfter === undefined) return;
    const cut = setTimeout(() => {
      this.log.push('the event stream was cut');
      answer.destroy();
    }, cutEventsAfter);
    answer.on('close', () => clearTimeout(cut));
  }

  #outward(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
    const { connection: _own, 'transfer-encoding': _ours, ...outward } = headers;
    const { clockOff } = this.#options;
    if (clockOff === undefined) return outward;
    return { ...outward, date: new Date(Date.now() + clockOff).toUTCString() };
  }
}

/** Faults that need no word of the server. */
function speaksForItself({ kind }: Fault): boolean {
  return kind === 'gateway' || kind === 'portal' || kind === 'session-ended';
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer); // no encoding is set: always bytes
  return Buffer.concat(parts);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
