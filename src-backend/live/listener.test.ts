import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Listener } from './listener.ts';

describe('a listener that does not read', () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  it('is cut off before it fills the server’s memory, and the others hear everything', async () => {
    const answers: ServerResponse[] = [];
    const server = createServer((_request, answer) => {
      answer.writeHead(200);
      answer.flushHeaders();
      answers.push(answer);
    });
    stop = () => server.close();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    const open = () => new Promise<IncomingMessage>((resolve) => get({ port, agent: false }, resolve));
    const deaf = await open();
    deaf.pause().on('error', () => undefined);
    const well = await open();
    let heard = 0;
    well.on('data', (part: Buffer) => (heard += part.length));
    const who = { username: 'lan', unitCode: '1001163', isAccountant: true, session: '' };
    const listeners = answers.map((answer) => new Listener(who, answer));
    const codes = Array.from({ length: 500 }, (_, index) => `1001163${String(index).padStart(12, '0')}`);
    let most = 0;
    // The system itself buffers some megabytes.
    for (let round = 0; round < 5000 && answers[0]?.destroyed !== true; round += 1) {
      for (const listener of listeners) listener.send({ kind: 'changed', sequence: round + 1, codes });
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, answers[0]?.writableLength ?? 0);
    }
    expect(answers.map(({ destroyed }) => destroyed)).toEqual([true, false]);
    expect(most).toBeLessThan(512 * 1024);
    await expect.poll(() => heard).toBeGreaterThan(512 * 1024);
    answers[1]?.end();
  });
});
