import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { LiveEvent } from '#shared/contract/sync/http.ts';
import { BackendClient } from '../backend-client/backend-client.ts';
import { LiveLine } from './live-line.ts';
import { realTimers, type Timers } from './timers.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server whose event stream does what the test says; time passes `speed` times as fast for the client. */
async function listen(serve: (answer: ServerResponse, place: number) => void, speed = 1) {
  let asked = 0;
  const server = createServer((_request, answer) => {
    serve(answer, asked);
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address has this shape
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const events: LiveEvent[] = [];
  const closed: unknown[] = [];
  const timers: Timers = {
    elapsed: () => performance.now() * speed,
    after: (ms, work) => realTimers.after(ms / speed, work),
  };
  const line = new LiveLine({
    calls: new BackendClient(`http://127.0.0.1:${port}`).sync,
    timers,
    random: () => 0,
    opened: () => undefined,
    heard: () => undefined,
    happened: (event) => events.push(event),
    closed: (thrown) => closed.push(thrown),
  });
  line.start();
  ends.push(() => line.stop());
  return { line, events, closed, asked: () => asked };
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const stream = { 'content-type': 'text/event-stream' };

test('a word of the server is heard however it is cut into packets', async () => {
  const text = 'data: {"kind":"changed","sequence":7,"codes":["1001163261122093000"]}\n\n: alive\n\n';
  const { events } = await listen((answer) => {
    answer.writeHead(200, stream);
    let at = 0;
    const drip = setInterval(() => {
      answer.write(text.slice(at, at + 7));
      at += 7;
      if (at >= text.length) clearInterval(drip);
    }, 1);
  });
  await until(() => events.length === 1);
  expect(events[0]).toMatchObject({ kind: 'changed', sequence: 7 });
});

test('words that this program does not understand are passed over, and the next is heard', async () => {
  const { events } = await listen((answer) => {
    answer.writeHead(200, stream);
    answer.write(
      'data: not json\n\ndata: {"kind":"from the future"}\n\ndata: {"kind":"presence","people":[]}\n\n',
    );
  });
  await until(() => events.length === 1);
  expect(events[0]?.kind).toBe('presence');
});

test('a stream that was cut is opened again', async () => {
  const { asked, events } = await listen((answer, place) => {
    answer.writeHead(200, stream);
    if (place === 0) answer.write('data: {"kind"', () => answer.destroy());
    else answer.write('data: {"kind":"presence","people":[]}\n\n');
  }, 50);
  await until(() => events.length === 1);
  expect(asked()).toBe(2);
});

test('a line that says nothing for 40 seconds is taken for dead and opened again', async () => {
  const { asked, line } = await listen((answer) => {
    answer.writeHead(200, stream);
    answer.flushHeaders();
  }, 400);
  await until(() => line.open);
  await until(() => asked() === 2);
});

test('a portal’s page is not taken for the server’s words', async () => {
  const { closed, line } = await listen((answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.end('<form>data: {"kind":"presence","people":[]}\n\n</form>');
  });
  await until(() => closed.length === 1);
  expect(closed[0]).toMatchObject({ code: 'BACKEND_PROXY_PAGE' });
  expect(line.open).toBe(false);
});

test('an ended session is told by its code, and the line waits until it is asked to try again', async () => {
  const { closed, asked, line } = await listen((answer) => {
    answer.writeHead(401, { 'content-type': 'application/json' });
    answer.end('{"failure":{"code":"SESSION_REQUIRED"},"requestId":"r"}');
    line.pause();
  }, 50);
  await until(() => closed.length === 1);
  expect(closed[0] instanceof DvcttError && closed[0].code).toBe('SESSION_REQUIRED');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asked()).toBe(1);
  line.retryNow();
  await until(() => asked() === 2);
});

test('an event without an end does not fill the memory', async () => {
  const { closed } = await listen((answer) => {
    answer.writeHead(200, stream);
    const flood = () => {
      if (!answer.destroyed && answer.write(`data: ${'x'.repeat(64 * 1024)}`)) setImmediate(flood);
      else answer.once('drain', flood);
    };
    flood();
  });
  await until(() => closed.length === 1);
});

test('it ends at once when it is told to, open or not', async () => {
  const { line } = await listen((answer) => {
    answer.writeHead(200, stream);
    answer.flushHeaders();
  });
  await until(() => line.open);
  await line.stop();
  expect(line.open).toBe(false);
});
