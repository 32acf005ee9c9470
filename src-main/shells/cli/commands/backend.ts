import { join } from 'node:path';
import { readTrustedProxies } from '#backend/http/trusted-proxies.ts';
import { startBackend } from '#backend/server.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import type { Printer } from '../printer.ts';
import { dataFolder } from '../settings.ts';
import { untilStopped } from '../until-stopped.ts';

/** `dvctt backend`: serves until it is told to stop (Ctrl+C, SIGTERM). */
export async function backendCommand(
  options: { readonly port: number; readonly data?: string; readonly demo?: boolean },
  printer: Printer,
): Promise<number> {
  const folder = join(dataFolder(options.data), 'backend');
  const trustProxy = readTrustedProxies(process.env['DVCTT_TRUST_PROXY']);
  const backend = await startBackend({
    dataFolder: folder,
    port: options.port,
    demo: options.demo === true,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    log: (entry) => printer.note(JSON.stringify(entry)),
  });
  printer.say(`Máy chủ DVCTT: ${backend.url} (dữ liệu: ${folder}; API: ${backend.url}/docs)`);
  for (const { username, password, role, name } of backend.demo?.accounts ?? []) {
    printer.say(`  ${roleNames[role]} — ${name}: ${username} / ${password}`);
  }
  await untilStopped();
  await backend.close();
  return 0;
}
