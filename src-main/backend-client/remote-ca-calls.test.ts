import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpLine } from './http-line.ts';
import { RemoteCaCalls } from './remote-ca-calls.ts';

const at = '2026-11-22T02:30:00.000Z';
const secret = 'S'.repeat(43);
const password = 'mat-khau-chi-di-qua';
const transaction = (ids: readonly string[]): string =>
  JSON.stringify({
    provider: 'VNPT',
    username: 'CMT_0123456789',
    code: '482913',
    state: 'waiting',
    startedAt: at,
    expiresAt: at,
    now: at,
    documents: ids.map((id) => ({ id })),
  });
let status = 200;
let says: string;
let asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
let server: Server;
let calls: RemoteCaCalls;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request;
    request.resume().on('end', () => response.writeHead(status).end(says));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  const line = new HttpLine(`http://127.0.0.1:${port}`);
  line.useToken('of-the-account');
  calls = new RemoteCaCalls(line);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it.each([
  ['a document too few', ['a']],
  ['a document too many', ['a', 'b', 'c']],
  ['another document', ['a', 'c']],
  ['one document twice', ['a', 'a']],
])('takes no answer that tells of %s', async (_what, ids) => {
  says = transaction(ids);
  const failure = { code: 'BACKEND_ERROR', details: { what: 'another transaction' } };
  await expect(calls.transaction(secret, ['a', 'b'], 0)).rejects.toMatchObject(failure);
  await expect(calls.cancel(secret, ['a', 'b'])).rejects.toMatchObject(failure);
});

it('opens a transaction by its own secret, in the header alone', async () => {
  says = transaction(['b', 'a']);
  await expect(calls.transaction(secret, ['a', 'b'], 60)).resolves.toMatchObject({ code: '482913' });
  expect(asked.headers.authorization).toBe(`Remote ${secret}`);
  expect(asked.url).toBe('/api/v1/remote-ca/transactions/current?wait=20');
});

it('has the password neither in the address nor in the failure', async () => {
  says = '<html>';
  status = 500;
  const refused: unknown = await calls
    .openSession({ provider: 'VNPT', username: 'CMT_0123456789', password })
    .catch((cause: unknown) => cause);
  status = 200;
  expect(refused).toMatchObject({ code: 'BACKEND_ERROR' });
  expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain(password);
  expect(asked.url).not.toContain(password);
});
