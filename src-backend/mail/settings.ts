import { isIP } from 'node:net';
import { DvcttError } from '#shared/contract/errors.ts';
import { isMailAddress } from './address.ts';

/** Where letters go: to a mail server, or (without one) into the mailbox folder of the data folder. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); else STARTTLS, which is required unless the server is on this machine. */
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

/**
 * Reads `--smtp URL` and `--mail-from ADDRESS`, or DVCTT_SMTP_URL and DVCTT_MAIL_FROM: `smtp://user:password@host:587`,
 * `smtps://host:465`. Undefined without a URL: the mailbox folder.
 * @throws DvcttError REQUEST_INVALID naming what is wrong, never the URL itself: it may hold a password
 */
export function readSmtpSettings(
  url: string | undefined,
  from: string | undefined,
): SmtpSettings | undefined {
  if (url === undefined || url.trim() === '') return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '')
    throw new DvcttError('REQUEST_INVALID', { what: 'smtp URL (smtp://… or smtps://…)' });
  if (!['', '/'].includes(parsed.pathname) || parsed.search !== '' || parsed.hash !== '')
    throw new DvcttError('REQUEST_INVALID', { what: 'smtp URL has a path, query or fragment' });
  if (from === undefined || !isMailAddress(from))
    throw new DvcttError('REQUEST_INVALID', { what: 'mail-from must be an e-mail address' });
  const secure = parsed.protocol === 'smtps:';
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port),
    secure,
    requireTls: !secure && !isLoopback(host),
    from,
    ...(parsed.username === '' ? {} : { user: decoded(parsed.username), password: decoded(parsed.password) }),
  };
}

/**
 * Reads `--public-url` or DVCTT_PUBLIC_URL: the address under which people reach this server, for the links in letters.
 * @throws DvcttError REQUEST_INVALID for anything but `http(s)://host[:port]`; plain http only for this machine
 */
export function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const secure =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
  if (parsed === undefined || !secure || parsed.username !== '' || `${parsed.origin}/` !== parsed.href)
    throw new DvcttError('REQUEST_INVALID', { what: 'public-url must be https://host[:port]' });
  return parsed.origin;
}

/** Whether a host's name or address is this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/^::ffff:/i, '');
  if (bare === 'localhost' || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new DvcttError('REQUEST_INVALID', {
      what: 'smtp URL: user name or password is not percent-encoded',
    });
  }
}
