/** A small HTTP server in the place of a provider: answers as its documents have it, or as badly as a test orders. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the server was sent. */
export interface Asked {
  readonly method: string;
  /** Without the base. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of a JSON body, else undefined. */
  readonly body: unknown;
}
export type Answer = (reply: ServerResponse, asked: Asked) => void;

export interface RecordedProvider {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** Newest last. */
  readonly asked: Asked[];
  /** By path without the base; an unknown one gets a page, with 200. */
  readonly answers: Map<string, Answer>;
  close(): Promise<void>;
}

export const json =
  (value: unknown, status = 200): Answer =>
  (reply) =>
    void reply
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(value));
const page: Answer = (reply) =>
  void reply.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Đăng nhập</title>');

/** Every way in which an answer can be none, and the code that it is told by. */
export const badAnswers: readonly (readonly [name: string, answer: Answer, code: string])[] = [
  ['a page', page, 'REMOTE_PROVIDER_FAILED'],
  [
    'a cut line',
    (reply) => {
      reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      reply.write('{"status_code":', () => void reply.destroy());
    },
    'REMOTE_PROVIDER_DOWN',
  ],
  ['no answer at all', (reply) => void reply.destroy(), 'REMOTE_PROVIDER_DOWN'],
  [
    'an answer without an end',
    (reply) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      const part = Buffer.alloc(256 * 1024, 0x20);
      const more = () => {
        if (!reply.destroyed) reply.write(part, more);
      };
      more();
    },
    'REMOTE_PROVIDER_FAILED',
  ],
  ['half a JSON', (reply) => void jsonHead(reply).end('{"data": ['), 'REMOTE_PROVIDER_FAILED'],
  ['JSON of another shape', (reply) => void jsonHead(reply).end('[[1]]'), 'REMOTE_PROVIDER_FAILED'],
  ['null', (reply) => void jsonHead(reply).end('null'), 'REMOTE_PROVIDER_FAILED'],
  ['a gateway that is down', json({ error: 'x' }, 503), 'REMOTE_PROVIDER_DOWN'],
  ['a fault of its own', json({ error: 'x' }, 500), 'REMOTE_PROVIDER_FAILED'],
  [
    'a way to another host',
    (reply) => void reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    'REMOTE_PROVIDER_FAILED',
  ],
];
const jsonHead = (reply: ServerResponse) => reply.writeHead(200, { 'content-type': 'application/json' });

export async function recordedProvider(): Promise<RecordedProvider> {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, reply) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const isJson = headers['content-type'] === 'application/json';
      const body: unknown = isJson ? JSON.parse(text) : undefined;
      const one = { method, path: url.slice(1), headers, text, body };
      asked.push(one);
      (answers.get(one.path) ?? page)(reply, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Signer {
  readonly certificate: X509Certificate;
  /** Base64 DER. */
  readonly der: string;
  readonly key: KeyObject;
  /** Base64 of the PKCS#1 v1.5 value over SHA-256 of the text. */
  value(text: string): string;
}

/** A person's key with a certificate of its own, by OpenSSL. */
export function newSigner(): Signer {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-provider-'));
  const parts = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Lan -keyout key.pem -out cert.pem';
  execFileSync('openssl', parts.split(' '), { cwd: folder, stdio: 'pipe' });
  const certificate = new X509Certificate(readFileSync(join(folder, 'cert.pem')));
  const key = createPrivateKey(readFileSync(join(folder, 'key.pem')));
  rmSync(folder, { recursive: true });
  const value = (text: string) => sign('sha256', Buffer.from(text), key).toString('base64');
  return { certificate, der: certificate.raw.toString('base64'), key, value };
}
