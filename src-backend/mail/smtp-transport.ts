import { createTransport } from 'nodemailer';
import type { SmtpSettings } from './settings.ts';
import { mailOf, Undeliverable, type MailTransport } from './transport.ts';

/** A server that does not answer is given up for this try (ms). */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 } as const;

/** Hands letters to a mail server, each over a connection of its own. */
export function smtpTransport(settings: SmtpSettings): MailTransport {
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    // A server on this machine seldom has a certificate that anybody trusts.
    ignoreTLS: !settings.secure && !settings.requireTls,
    tls: { minVersion: 'TLSv1.2' },
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    ...patience,
  });
  return {
    kind: 'smtp',
    send: async (message) => {
      const mail = mailOf(message, settings.from);
      try {
        await transport.sendMail(mail);
      } catch (cause) {
        const { responseCode, command } = answerOf(cause);
        // RFC 5321 §4.2.1: 5yz is final. Of the sign-in or the sender it is our own set-up that is wrong: mended, it works.
        if (responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command))
          throw new Undeliverable(problemOf(cause), { cause });
        throw new Error(problemOf(cause), { cause });
      }
    },
    close: () => transport.close(),
  };
}

function answerOf(thrown: unknown): { readonly responseCode: number; readonly command: string } {
  if (!(thrown instanceof Error)) return { responseCode: 0, command: '' };
  const { responseCode, command } = thrown as { responseCode?: unknown; command?: unknown };
  return {
    responseCode: typeof responseCode === 'number' ? responseCode : 0,
    command: typeof command === 'string' ? command : '',
  };
}

/** Code, step and the server's number: its words may repeat what was sent, the sign-in included. */
function problemOf(thrown: unknown): string {
  const { responseCode, command } = answerOf(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'UNKNOWN';
  return [code, command.split(' ', 2).join(' '), responseCode === 0 ? '' : String(responseCode)]
    .filter((part) => part !== '')
    .join(' ');
}
