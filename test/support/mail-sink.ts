/** A real SMTP server on a free port that keeps what it is given and fails as it is told. */
import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';

export interface SinkRules {
  /** Answer to RCPT TO: a code to refuse with. */
  readonly recipient?: (address: string) => number | undefined;
  /** What to do once the letter's bytes are there: a code to refuse with, or `drop` the line without an answer. */
  readonly data?: () => number | 'drop' | undefined;
}

export interface MailSink {
  readonly port: number;
  /** Raw letters that were accepted, oldest first. */
  readonly letters: readonly Buffer[];
  rules: SinkRules;
  close(): Promise<void>;
}

export async function startMailSink(port = 0, rules: SinkRules = {}): Promise<MailSink> {
  const letters: Buffer[] = [];
  const sink = { rules };
  const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // A server that waits for open lines to end would hold up the tests.
    closeTimeout: 100,
    onAuth: ({ username = '' }, _session, done) => done(null, { user: username }),
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const code = sink.rules.recipient?.(address);
      done(code === undefined ? null : refusal(code));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const fate = sink.rules.data?.();
        if (fate === 'drop') {
          for (const connection of server.connections) {
            if (connection.session.id === session.id) connection.close();
          }
          return;
        }
        if (fate !== undefined) {
          done(refusal(fate));
          return;
        }
        letters.push(Buffer.concat(parts));
        done();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // A line that the other side breaks off is part of the tests.
  server.removeAllListeners('error');
  server.on('error', () => undefined);
  return Object.assign(sink, {
    port: (server.server.address() as AddressInfo).port,
    letters,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  });
}

const readSchema = z.object({
  headers: z.record(z.string(), z.string()),
  headerCount: z.record(z.string(), z.number()),
  to: z.array(z.tuple([z.string(), z.string()])),
  defects: z.array(z.string()),
  text: z.string(),
  html: z.string(),
});
export type ReadLetter = z.infer<typeof readSchema>;

const script = `
import sys, json, email
from email import policy
from email.utils import getaddresses
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
print(json.dumps({
  'headers': {k.lower(): str(v) for k, v in m.items()},
  'headerCount': {k.lower(): len(m.get_all(k)) for k in m.keys()},
  'to': getaddresses([str(v) for v in m.get_all('to')]),
  'defects': [repr(d) for p in m.walk() for d in p.defects],
  'text': m.get_body(('plain',)).get_content(),
  'html': m.get_body(('html',)).get_content(),
}))`;

/** A letter as Python's mail library reads it. */
export function readLetter(bytes: Uint8Array): ReadLetter {
  const answer = execFileSync('python3', ['-c', script], { input: bytes, encoding: 'utf8' });
  return readSchema.parse(JSON.parse(answer));
}
