/** The backend as a process of its own: `node src-backend/main.ts --data DIR [--port N] [--host H] [--database URL] [--demo] [--trust-proxy ADDRESSES] [--smtp URL --mail-from ADDRESS] [--public-url URL] [--remote-ca FILE]`. */
import { parseArgs } from 'node:util';
import { DvcttError, failureText, toFailure } from '#shared/contract/errors.ts';
import type { LogEntry } from './http/log.ts';
import { readTrustedProxies } from './http/trusted-proxies.ts';
import { readMailSettings } from './mail/settings.ts';
import { readRemoteCaFile } from './remote-ca/configuration.ts';
import { startBackend } from './server.ts';
import { takeDatabaseUrl } from './store/place.ts';

const usage =
  'Usage: main.ts --data DIR [--port N] [--host HOST] [--database URL] [--demo] [--trust-proxy ADDRESSES] [--smtp URL --mail-from ADDRESS] [--public-url URL] [--remote-ca FILE]';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '8443' },
        host: { type: 'string', default: '127.0.0.1' },
        database: { type: 'string' },
        demo: { type: 'boolean', default: false },
        'trust-proxy': { type: 'string' },
        smtp: { type: 'string' },
        'mail-from': { type: 'string' },
        'public-url': { type: 'string' },
        'remote-ca': { type: 'string' },
      },
    });
    const port = Number(values.port);
    if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(usage);
    const trustProxy = readTrustedProxies(values['trust-proxy'] ?? process.env['DVCTT_TRUST_PROXY']);
    const mail = readMailSettings({
      smtp: values.smtp ?? process.env['DVCTT_SMTP_URL'],
      from: values['mail-from'] ?? process.env['DVCTT_MAIL_FROM'],
      publicUrl: values['public-url'] ?? process.env['DVCTT_PUBLIC_URL'],
    });
    const remoteCaFile = values['remote-ca'] ?? process.env['DVCTT_REMOTE_CA'] ?? '';
    const database = takeDatabaseUrl(values.database);
    return {
      dataFolder: values.data,
      ...(database === undefined ? {} : { database }),
      port,
      host: values.host,
      demo: values.demo,
      ...(trustProxy === undefined ? {} : { trustProxy }),
      ...mail,
      ...(remoteCaFile === '' ? {} : { remoteCa: readRemoteCaFile(remoteCaFile) }),
    };
  } catch (cause) {
    const details = cause instanceof DvcttError ? ` ${JSON.stringify(cause.details ?? {})}` : '';
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}${details}\n`);
    process.exit(64);
  }
}

const log = (entry: LogEntry) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
};

/** A restart finds out who the database's server is now. */
const onStoreLost = (failure: DvcttError) => {
  tell(failure);
  process.exit(1);
};

try {
  const backend = await startBackend({ ...readOptions(), log, onStoreLost });
  // Before the line below: a parent that has read it may stop this process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void backend.close().then(() => process.exit(0));
    });
  }
  // One line that a parent process can wait for; the demo's passwords are shown once, here, and stored nowhere.
  process.stdout.write(
    `${JSON.stringify({ url: backend.url, ...(backend.demo === undefined ? {} : { demo: backend.demo }) })}\n`,
  );
} catch (cause) {
  tell(cause);
  process.exit(1);
}

function tell(cause: unknown): void {
  const failure = toFailure(cause);
  const { heading, remedy } = failureText(failure.code, 'vi');
  const details = cause instanceof DvcttError ? JSON.stringify(cause.details ?? {}) : String(cause);
  process.stderr.write(`${failure.code}: ${heading}. ${remedy}\n${details}\n`);
}
