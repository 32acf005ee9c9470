import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { BackendClient } from './backend-client.ts';
import { HttpLine } from './http-line.ts';

it('leaves neither the password nor the token in the failure of a line that is down', async () => {
  // Port 9 (discard) is closed on every machine that runs this.
  const client = new BackendClient('http://127.0.0.1:9', 2000);
  client.useToken('token-that-opens-everything');
  for (const ask of [
    () => client.signIn('ktv', 'password-that-nobody-may-see'),
    () => {
      client.useToken('token-that-opens-everything');
      return client.unit();
    },
  ]) {
    const failure: unknown = await ask().catch((cause: unknown) => cause);
    expect(String(failure)).toContain('BACKEND_UNREACHABLE');
    const dumped = inspect(failure, { depth: 20, showHidden: true });
    expect(dumped).not.toContain('password-that-nobody-may-see');
    expect(dumped).not.toContain('token-that-opens-everything');
  }
});

/** Answers every request as a portal, a proxy or a sick server does. */
async function answering<T>(
  given: { readonly status: number; readonly type: string; readonly body: string },
  work: (client: BackendClient, url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((_request, answer) => {
    answer.writeHead(given.status, { 'content-type': given.type });
    answer.end(given.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  try {
    return await work(new BackendClient(url, 5_000), url);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const page = '<!doctype html><title>Wi-Fi miễn phí</title>';

it.each([
  [200, 'text/html; charset=utf-8'],
  [302, 'text/plain'],
  [407, 'text/html'],
  [511, 'Text/HTML'],
])('says that a page stands in the server’s place when a network answers %i %s', async (status, type) => {
  await answering({ status, type, body: page }, async (client, url) => {
    const expected = { code: 'BACKEND_PROXY_PAGE', details: { url, status } };
    await expect(client.health()).rejects.toMatchObject(expected);
    await expect(client.signIn('ktv', 'mật khẩu')).rejects.toMatchObject(expected);
    // Nothing is expected back, and yet the page is not taken for a "done".
    await expect(new HttpLine(url).nothing('DELETE', '/sessions/current')).rejects.toMatchObject(expected);
  });
});

it.each([
  [413, 'text/html'],
  [502, 'text/html'],
  [200, 'text/plain'],
])('leaves %i %s what it is: the service itself is sick', async (status, type) => {
  await answering({ status, type, body: page }, async (client) => {
    await expect(client.health()).rejects.toMatchObject({ code: 'BACKEND_ERROR', details: { status } });
  });
});
