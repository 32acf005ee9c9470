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
 * Reads both of the settings below together: links in letters that leave this machine lead to this server's public
 * address, never to `127.0.0.1`.
 * @throws DvcttError USAGE with the reason in Vietnamese
 */
export function readMailSettings(given: {
  readonly smtp: string | undefined;
  readonly from: string | undefined;
  readonly publicUrl: string | undefined;
}): { readonly smtp?: SmtpSettings; readonly publicUrl?: string } {
  const smtp = readSmtpSettings(given.smtp, given.from);
  const publicUrl = readPublicUrl(given.publicUrl);
  if (smtp !== undefined && publicUrl === undefined && !isLoopback(smtp.host))
    throw usage(
      'gửi thư qua máy chủ thư thì cần địa chỉ công khai cho liên kết trong thư: thêm --public-url https://… (DVCTT_PUBLIC_URL)',
    );
  return { ...(smtp === undefined ? {} : { smtp }), ...(publicUrl === undefined ? {} : { publicUrl }) };
}

const usage = (reason: string) => new DvcttError('USAGE', { reason });

/**
 * Reads `--smtp URL` and `--mail-from ADDRESS`, or DVCTT_SMTP_URL and DVCTT_MAIL_FROM: `smtp://user:password@host:587`,
 * `smtps://host:465`. Undefined without a URL: the mailbox folder.
 * @throws DvcttError USAGE saying what is wrong, never the URL itself: it may hold a password
 */
export function readSmtpSettings(
  url: string | undefined,
  from: string | undefined,
): SmtpSettings | undefined {
  if (url === undefined || url.trim() === '') return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '')
    throw usage('--smtp (DVCTT_SMTP_URL) phải là smtp://máy-chủ[:cổng] hoặc smtps://máy-chủ[:cổng]');
  if (!['', '/'].includes(parsed.pathname) || parsed.search !== '' || parsed.hash !== '')
    throw usage('--smtp (DVCTT_SMTP_URL) không được có đường dẫn, “?” hoặc “#” sau tên máy chủ');
  if (from === undefined || !isMailAddress(from))
    throw usage('--mail-from (DVCTT_MAIL_FROM) phải là một địa chỉ email, ví dụ dvc@example.vn');
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
 * @throws DvcttError USAGE for anything but `http(s)://host[:port]`; plain http only for this machine
 */
export function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const secure =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
  if (parsed === undefined || !secure || parsed.username !== '' || `${parsed.origin}/` !== parsed.href)
    throw usage(
      '--public-url (DVCTT_PUBLIC_URL) phải là https://máy-chủ[:cổng], không có đường dẫn phía sau',
    );
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
    throw usage(
      'tên hoặc mật khẩu trong --smtp (DVCTT_SMTP_URL) chưa được mã hóa phần trăm (percent-encoding)',
    );
  }
}
