import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The officer's session; and before there is one, what the sign-in form's token is made from. */
const names = { session: 'dvctt_canbo', door: 'dvctt_canbo_cua' } as const;
type CookieName = keyof typeof names;

/** The value of our cookie: 32 bytes, base64url. */
export function cookieOf(request: FastifyRequest, name: CookieName): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === names[name] && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** Not read by scripts, not sent from other sites, over TLS alone where there is TLS; it ends with the browser. */
export function giveCookie(
  reply: FastifyReply,
  name: CookieName,
  value: string,
  { secure }: { readonly secure: boolean },
): void {
  const life = value === '' ? '; Max-Age=0' : '';
  void reply.header(
    'set-cookie',
    `${names[name]}=${value}; Path=/can-bo; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${life}`,
  );
}

export const newCookieValue = (): string => randomBytes(32).toString('base64url');

/** What each form must send back: known only to pages that our server gave to the holder of the cookie. */
export function formToken(cookie: string): string {
  return createHmac('sha256', cookie).update('dvctt officer form').digest('base64url');
}

export function isFormToken(given: string, cookie: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(formToken(cookie))];
  return a.length === b.length && timingSafeEqual(a, b);
}
