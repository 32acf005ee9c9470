import { join } from 'node:path';
import type { DvcttError } from '#shared/contract/errors.ts';
import { readTrustedProxies } from '#backend/http/trusted-proxies.ts';
import { readMailSettings } from '#backend/mail/settings.ts';
import { readRemoteCaFile } from '#backend/remote-ca/configuration.ts';
import { startBackend } from '#backend/server.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { shownPlace, takeDatabaseUrl } from '#backend/store/place.ts';
import { phoneLines } from '../demo/phones.ts';
import type { Printer } from '../printer.ts';
import { untilStopped } from '../until-stopped.ts';
import { backendFolder, type BackendPlaceOptions } from './backend-place.ts';

export interface BackendCommandOptions extends BackendPlaceOptions {
  readonly port: number;
  readonly demo?: boolean;
  readonly smtp?: string;
  readonly mailFrom?: string;
  readonly publicUrl?: string;
  readonly remoteCa?: string;
}

/**
 * `dvctt backend`: serves until it is told to stop (Ctrl+C, SIGTERM).
 * @throws DvcttError USAGE; STORE_FAILED also later, when the database is lost to another server
 */
export async function backendCommand(options: BackendCommandOptions, printer: Printer): Promise<number> {
  const folder = backendFolder(options);
  const database = takeDatabaseUrl(options.database);
  const trustProxy = readTrustedProxies(process.env['DVCTT_TRUST_PROXY']);
  const mail = readMailSettings({
    smtp: options.smtp ?? process.env['DVCTT_SMTP_URL'],
    from: options.mailFrom ?? process.env['DVCTT_MAIL_FROM'],
    publicUrl: options.publicUrl ?? process.env['DVCTT_PUBLIC_URL'],
  });
  const remoteCaFile = options.remoteCa ?? process.env['DVCTT_REMOTE_CA'] ?? '';
  const remoteCa = remoteCaFile === '' ? undefined : readRemoteCaFile(remoteCaFile);
  const { smtp, publicUrl } = mail;
  const lost = Promise.withResolvers<DvcttError>();
  const backend = await startBackend({
    dataFolder: folder,
    port: options.port,
    demo: options.demo === true,
    ...(database === undefined ? {} : { database }),
    onStoreLost: lost.resolve,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    ...mail,
    ...(remoteCa === undefined ? {} : { remoteCa }),
    log: (entry) => printer.note(JSON.stringify(entry)),
  });
  printer.say(`Máy chủ DVCTT: ${backend.url} (dữ liệu: ${folder}; API: ${backend.url}/docs)`);
  if (database !== undefined) printer.say(`  Cơ sở dữ liệu: ${shownPlace(database)}`);
  printer.say(`  Trang cán bộ KBNN: ${publicUrl ?? backend.url}/can-bo`);
  if (smtp !== undefined) printer.say(`  Thư: gửi qua máy chủ thư ${smtp.host}:${smtp.port}`);
  else {
    const page = options.demo === true ? `; đọc tại ${backend.url}/hop-thu` : '';
    printer.say(`  Thư: ghi vào ${join(folder, 'mail')}${page}`);
  }
  for (const { id, name, environment } of remoteCa ?? [])
    printer.say(`  Chữ ký số từ xa: ${id} — ${name} (${environment})`);
  for (const { username, password, role, name } of backend.demo?.accounts ?? []) {
    printer.say(`  ${roleNames[role]} — ${name}: ${username} / ${password}`);
  }
  for (const line of phoneLines(publicUrl ?? backend.url, backend.demo?.phones ?? [])) printer.say(line);
  const failure = await Promise.race([untilStopped(), lost.promise]);
  await backend.close();
  if (failure !== undefined) throw failure;
  return 0;
}
