import type { Deed } from '../act.ts';
import { startCommands } from '../checks/pcsc.ts';
import type { DoctorMachine } from '../machine.ts';
import { both } from '../words.ts';

/** How long the system may take to start its service, ms. */
const patience = 10_000;

/** systemctl would otherwise ask for an administrator's password on a terminal that nobody sees. */
const programs: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  linux: ['systemctl', '--no-ask-password', 'start', 'pcscd.socket'],
  win32: ['sc.exe', 'start', 'SCardSvr'],
};

/** ERROR_SERVICE_ALREADY_RUNNING of Windows. */
const alreadyRunning = 1056;

/** Starts the service where the system lets this person; otherwise tells the command for somebody who may. */
export async function startSmartCardService(machine: DoctorMachine): Promise<Deed> {
  const [program, ...args] = programs[machine.platform] ?? [];
  const command = startCommands[machine.platform];
  if (program === undefined || command === undefined) {
    return {
      done: false,
      message: both(
        'Hệ điều hành này tự chạy dịch vụ; nếu không thấy đầu đọc, khởi động lại máy.',
        'This system runs the service by itself; if no reader is seen, restart the machine.',
      ),
    };
  }
  const { exitCode, output } = await machine.ask(program, args, AbortSignal.timeout(patience));
  if (exitCode === 0 || (machine.platform === 'win32' && exitCode === alreadyRunning)) {
    return {
      done: true,
      message: both('Đã khởi động dịch vụ thẻ thông minh.', 'The smart-card service was started.'),
    };
  }
  const reason = output.trim().split('\n')[0]?.slice(0, 200) ?? '';
  const why = reason === '' ? '' : ` (${reason})`;
  return {
    done: false,
    message: both(
      `Không được phép hoặc không khởi động được${why}. Nhờ quản trị máy chạy: ${command}`,
      `Not permitted, or it did not start${why}. Ask the administrator to run: ${command}`,
    ),
  };
}
