import type { FastifyReply } from 'fastify';

/** A page may load our style sheet and send forms back to us; nothing else, and no script at all. */
const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/**
 * Sends a page. `referrer`: pages with forms keep the origin for our own server, for with `no-referrer` a browser sends
 * forms with `Origin: null` (Fetch, “append a request Origin header”); pages with a secret in their address tell nobody.
 */
export function sendPage(
  reply: FastifyReply,
  body: string,
  { status = 200, referrer = 'no-referrer' }: { readonly status?: number; readonly referrer?: string } = {},
): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': referrer,
      'x-robots-tag': 'noindex, nofollow, noarchive',
    })
    .send(body);
}
