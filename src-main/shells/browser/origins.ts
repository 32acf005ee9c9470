import type { IncomingMessage } from 'node:http';

/** The two origins of the browser shell: two sites, so that the browser runs the PIN page in another process. */
export interface Origins {
  readonly window: string;
  readonly pin: string;
}

export function originsAt(port: number): Origins {
  return { window: `http://127.0.0.1:${port}`, pin: `http://localhost:${port}` };
}

/**
 * Which side a request came to, by its exact Host; undefined for any other name, which is how a page of another
 * site reaches a local server (DNS rebinding). Two Host headers are refused too.
 */
export function sideOf(request: IncomingMessage, origins: Origins): 'window' | 'pin' | undefined {
  const hosts = request.headersDistinct['host'] ?? [];
  if (hosts.length !== 1) return undefined;
  const origin = `http://${hosts[0]}`;
  if (origin === origins.window) return 'window';
  return origin === origins.pin ? 'pin' : undefined;
}

/** A browser names the calling page in Origin on every POST; ours is the only one welcome. */
export function postedBy(request: IncomingMessage, origin: string): boolean {
  return request.headers.origin === origin && sameOriginFetch(request, true);
}

/** A browser sends no Origin with a same-origin GET, but does say by Sec-Fetch-Site who is asking (W3C Fetch Metadata). */
export function fetchedBy(request: IncomingMessage, origin: string): boolean {
  const named = request.headers.origin;
  return (named === undefined || named === origin) && sameOriginFetch(request, false);
}

function sameOriginFetch(request: IncomingMessage, mayBeAbsent: boolean): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined ? mayBeAbsent : site === 'same-origin';
}
