import type { Deed } from '../act.ts';
import type { DoctorMachine } from '../machine.ts';
import { both } from '../words.ts';

/** The program of each system that shows a folder. */
const openers: Readonly<Record<string, string>> = {
  linux: 'xdg-open',
  darwin: 'open',
  win32: 'explorer.exe',
};

/** Shows one of the program's own folders in the system's file manager. The path never comes from outside. */
export async function openFolder(folder: string, machine: DoctorMachine): Promise<Deed> {
  const opener = openers[machine.platform];
  const headless =
    machine.platform === 'linux' &&
    (machine.env['DISPLAY'] ?? '') === '' &&
    (machine.env['WAYLAND_DISPLAY'] ?? '') === '';
  const started = opener !== undefined && !headless && (await machine.startDetached(opener, [folder]));
  return started
    ? { done: true, message: both(`Đang mở ${folder}`, `Opening ${folder}`) }
    : {
        done: false,
        message: both(
          `Máy này không có chương trình mở thư mục. Thư mục ở: ${folder}`,
          `This machine has no program that opens folders. It is at: ${folder}`,
        ),
      };
}
