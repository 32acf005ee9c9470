import { request } from 'node:http';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

/** How long the handshake may take, ms. */
const patience = 5_000;

export interface TlsLook {
  /** TLSv1.3 … as OpenSSL names it. */
  readonly protocol: string;
  /** Whether this program's own connections accept the chain; otherwise OpenSSL's code. */
  readonly trusted: boolean;
  readonly reason: string | undefined;
  /** Common names and organisations, the server's own first. */
  readonly chain: readonly TlsCertificate[];
}

export interface TlsCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: string;
  /** SHA-256, as OpenSSL writes it. */
  readonly fingerprint: string;
}

/**
 * Makes one TLS connection as the program would, but goes on when the chain is not trusted, to see who is at the other
 * end; nothing is sent over it. Through the proxy when one is given. Rejects with the system's own error.
 */
export async function lookAtTls(url: URL, proxy: URL | undefined, outer: AbortSignal): Promise<TlsLook> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(patience)]);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port === '' ? 443 : url.port);
  const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, `${url.hostname}:${port}`, signal);
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({
      host,
      port,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Old protocols are accepted here to be able to name them.
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      rejectUnauthorized: false,
    });
    const stop = () => socket.destroy(new Error('TIMEOUT'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('secureConnect', () => {
      resolve(describe(socket));
      socket.destroy();
    });
  });
}

function describe(socket: TLSSocket): TlsLook {
  const problem: unknown = socket.authorizationError;
  return {
    protocol: socket.getProtocol() ?? '',
    trusted: socket.authorized,
    reason: socket.authorized ? undefined : codeOf(problem),
    chain: chainOf(socket.getPeerCertificate(true)),
  };
}

/** The types say Error; at run time it is OpenSSL's code as a string, or an error with a code. */
function codeOf(problem: unknown): string {
  if (problem instanceof Error) return 'code' in problem ? String(problem.code) : problem.message;
  return String(problem);
}

function chainOf(certificate: DetailedPeerCertificate): TlsCertificate[] {
  const chain: TlsCertificate[] = [];
  const seen = new Set<string>();
  // The types promise more than Node gives: a server that sends no issuer has none here, or one without any field.
  let next: Partial<DetailedPeerCertificate> | undefined = certificate;
  // A self-signed certificate is its own issuer.
  while (next?.fingerprint256 !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    chain.push({
      subject: nameOf(next.subject),
      issuer: nameOf(next.issuer),
      validTo: next.valid_to ?? '',
      fingerprint: next.fingerprint256,
    });
    next = next.issuerCertificate;
  }
  return chain;
}

function nameOf(name: Partial<DetailedPeerCertificate['subject']> | undefined): string {
  return [name?.CN, name?.O]
    .flat()
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ');
}

/** HTTP CONNECT (RFC 9110 §9.3.6). */
function openTunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secret =
      proxy.username === ''
        ? ''
        : `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const asked = request({
      host: proxy.hostname,
      port: proxy.port === '' ? 80 : proxy.port,
      method: 'CONNECT',
      path: target,
      signal,
      headers: {
        host: target,
        ...(secret === ''
          ? {}
          : { 'proxy-authorization': `Basic ${Buffer.from(secret).toString('base64')}` }),
      },
    });
    asked.once('connect', (answer, socket: Socket) => {
      if (answer.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`PROXY ${answer.statusCode}`));
    });
    asked.once('response', (answer) => {
      answer.destroy();
      reject(new Error(`PROXY ${answer.statusCode}`));
    });
    asked.once('error', reject);
    asked.end();
  });
}
