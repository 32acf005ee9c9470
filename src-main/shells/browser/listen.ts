import type { Server } from 'node:http';

const errorCode = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

/** Listens on one address and port; resolves with the port. Rejects with the system's error. */
export function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('not a TCP address'));
      else resolve(address.port);
    });
  });
}

/**
 * Listens on the same port of 127.0.0.1 and ::1, because `localhost` means either: were ::1 left to somebody else,
 * they could show a PIN page of their own. A machine without IPv6 has nothing to hold there. Never any other address.
 */
export async function listenOnLoopback(v4: Server, v6: Server, wanted: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await listenOn(v4, '127.0.0.1', wanted);
    try {
      await listenOn(v6, '::1', port);
      return port;
    } catch (thrown) {
      const code = errorCode(thrown);
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return port;
      await new Promise((resolve) => v4.close(resolve));
      if (code !== 'EADDRINUSE' || wanted !== 0 || attempt === 20) throw thrown;
    }
  }
}
