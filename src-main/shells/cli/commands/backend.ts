import { join } from 'node:path';
import { readTrustedProxies } from '#backend/http/trusted-proxies.ts';
import { readPublicUrl, readSmtpSettings } from '#backend/mail/settings.ts';
import { startBackend } from '#backend/server.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import type { Printer } from '../printer.ts';
import { dataFolder } from '../settings.ts';
import { untilStopped } from '../until-stopped.ts';

export interface BackendCommandOptions {
  readonly port: number;
  readonly data?: string;
  readonly demo?: boolean;
  readonly smtp?: string;
  readonly mailFrom?: string;
  readonly publicUrl?: string;
}

/** `dvctt backend`: serves until it is told to stop (Ctrl+C, SIGTERM). */
export async function backendCommand(options: BackendCommandOptions, printer: Printer): Promise<number> {
  const folder = join(dataFolder(options.data), 'backend');
  const trustProxy = readTrustedProxies(process.env['DVCTT_TRUST_PROXY']);
  const smtp = readSmtpSettings(
    options.smtp ?? process.env['DVCTT_SMTP_URL'],
    options.mailFrom ?? process.env['DVCTT_MAIL_FROM'],
  );
  const publicUrl = readPublicUrl(options.publicUrl ?? process.env['DVCTT_PUBLIC_URL']);
  const backend = await startBackend({
    dataFolder: folder,
    port: options.port,
    demo: options.demo === true,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    ...(smtp === undefined ? {} : { smtp }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    log: (entry) => printer.note(JSON.stringify(entry)),
  });
  printer.say(`Máy chủ DVCTT: ${backend.url} (dữ liệu: ${folder}; API: ${backend.url}/docs)`);
  printer.say(`  Trang cán bộ KBNN: ${publicUrl ?? backend.url}/can-bo`);
  if (smtp !== undefined) printer.say(`  Thư: gửi qua máy chủ thư ${smtp.host}:${smtp.port}`);
  else {
    const page = options.demo === true ? `; đọc tại ${backend.url}/hop-thu` : '';
    printer.say(`  Thư: ghi vào ${join(folder, 'mail')}${page}`);
  }
  for (const { username, password, role, name } of backend.demo?.accounts ?? []) {
    printer.say(`  ${roleNames[role]} — ${name}: ${username} / ${password}`);
  }
  await untilStopped();
  await backend.close();
  return 0;
}
