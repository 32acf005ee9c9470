import type { Printer } from '../printer.ts';
import { backendUrl, dataFolder, namedModules } from '../settings.ts';
import { openWindow, type ShellChoice } from '../window/open-window.ts';

/** `dvctt window`: the window on this machine's data; ends when it is closed. */
export async function windowCommand(
  options: { readonly shell: ShellChoice; readonly module?: string[]; readonly data?: string },
  printer: Printer,
): Promise<number> {
  await openWindow(
    {
      dataFolder: dataFolder(options.data),
      backendUrl: backendUrl(),
      modules: namedModules(options.module),
      shell: 'browser',
      policy: 'compat',
    },
    { shell: options.shell, printer },
  );
  return 0;
}
