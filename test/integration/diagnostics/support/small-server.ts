/** A small HTTP server of a test: what it answers to a POST or GET is up to the test, and may change between requests. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answering = (
  path: string,
  body: Buffer,
  response: ServerResponse,
  request: IncomingMessage,
) => unknown;

export interface SmallServer {
  readonly url: string;
  readonly port: number;
  /** Paths asked for so far. */
  readonly asked: string[];
  /** From now on this is how it answers; returned bytes are sent as they are. */
  answering: Answering;
  close(): void;
}

export async function smallServer(answering: Answering = () => undefined): Promise<SmallServer> {
  const asked: string[] = [];
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push(path);
      void Promise.resolve(server.answering(path, Buffer.concat(parts), response, request)).then((answer) => {
        if (answer instanceof Uint8Array || typeof answer === 'string') response.end(answer);
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo; // it listens on a port and on no pipe
  const server: SmallServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    answering,
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  };
  return server;
}
