/** A client that may lie about everything a browser would not let a page choose: Host, Origin, path, length. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends one request to a port of this machine; `host` is the address that is dialled, not the Host header. */
export function send(options: {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly dial?: '127.0.0.1' | '::1';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: options.dial ?? '127.0.0.1',
        port: options.port,
        path: options.path,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    // A server that has answered and hung up may cut a body that is still on its way.
    call.on('error', reject);
    call.end(options.body);
  });
}

/** Sends raw bytes and returns all that comes back until the server hangs up. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}
