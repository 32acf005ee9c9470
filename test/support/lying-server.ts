import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { apiPrefix } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import { sampleUnit } from './sample-dossier.ts';

export interface LyingServer {
  readonly url: string;
  /** Method and path of each request, in order. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** A server of an attacker's: lets anybody in, with any password, as whoever it likes; has no drafts or dossiers. */
export async function startLyingServer(says: {
  readonly user: User;
  readonly wipeMark?: string;
  /** What a pull answers. */
  readonly changes?: readonly unknown[];
}): Promise<LyingServer> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = (request.url ?? '').replace(apiPrefix, '').split('?')[0] ?? '';
      heard.push(`${request.method ?? ''} ${path}`);
      const body = Buffer.concat(parts);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      const [status, answer] = answerTo(path, text.toString('utf8'), says);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerTo(
  path: string,
  body: string,
  { user, wipeMark, changes = [] }: Parameters<typeof startLyingServer>[0],
): readonly [number, unknown] {
  switch (path) {
    case '/sessions':
      if (body === '') break;
      return [
        201,
        {
          token: 'T'.repeat(43),
          expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
          user,
          ...(wipeMark === undefined ? {} : { wipeMark }),
        },
      ];
    case '/me':
      return [200, user];
    case '/unit':
      return [200, { ...sampleUnit, code: user.unitCode }];
    case '/sync/pull':
      return [200, { changes, cursor: 'abc', more: false }];
  }
  return [404, { failure: { code: 'REQUEST_INVALID' }, requestId: 'x' }];
}
