import type { Checker, Sight } from '../check.ts';
import { ok, skipped, type Outcome } from '../outcome.ts';
import { tokensSeen } from '../shared-looks.ts';
import { both, fact, type Words } from '../words.ts';

/** Where pcscd listens on Linux (pcsc-lite); systemd's socket unit makes it, and starts pcscd when somebody knocks. */
const socketPath = '/run/pcscd/pcscd.comm';
/** What somebody with the rights runs. */
export const startCommands: Readonly<Record<string, string>> = {
  linux: 'sudo systemctl enable --now pcscd.socket',
  win32: 'sc.exe start SCardSvr',
};

/** Whether the smart-card service runs: without it no reader is seen, whatever is plugged in. */
export const pcscCheck: Checker = {
  id: 'pcsc',
  title: both('Dịch vụ thẻ thông minh (PC/SC)', 'Smart-card service (PC/SC)'),
  looked: ({ machine }) => lookedAt(machine.platform),
  run: async (sight, signal) => {
    const outcome = await ask(sight, signal);
    if (outcome.state !== 'failed' || !(await tokensSeen(sight))) return outcome;
    // Software tokens need no reader: nobody here is hindered.
    return {
      ...outcome,
      state: 'warning',
      meaning: both(
        'Token đang thấy là token phần mềm nên vẫn dùng được; token USB và thẻ thì không thấy khi không có dịch vụ này.',
        'The tokens seen are in software and work; USB tokens and cards are not seen without this service.',
      ),
    };
  },
};

function ask(sight: Sight, signal: AbortSignal): Promise<Outcome> {
  const { platform } = sight.machine;
  if (platform === 'linux') return onLinux(sight, signal);
  if (platform === 'win32') return onWindows(sight, signal);
  if (platform === 'darwin') return onMac(sight);
  return Promise.resolve(skipped(platform));
}

function lookedAt(platform: string): Words {
  if (platform === 'linux')
    return both(`Dịch vụ pcscd, ổ cắm ${socketPath}`, `The pcscd service, socket ${socketPath}`);
  if (platform === 'win32')
    return both('Dịch vụ Smart Card (SCardSvr) của Windows', 'The Windows service Smart Card (SCardSvr)');
  return both('Dịch vụ thẻ thông minh của hệ điều hành', 'The smart-card service of the system');
}

async function onLinux({ machine }: Sight, signal: AbortSignal): Promise<Outcome> {
  try {
    await machine.touchSocket(socketPath, signal);
    return ok(both(`đang chạy (${socketPath})`, `running (${socketPath})`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const unit = await machine.ask(
      'systemctl',
      ['show', 'pcscd.socket', '--property=LoadState,ActiveState'],
      signal,
    );
    if (reason.includes('EACCES') || reason.includes('EPERM')) return forbidden(reason);
    // systemd answers for units that it does not know as well.
    const unknown = unit.exitCode === 0 && unit.output.includes('LoadState=not-found');
    return unknown ? notInstalled(reason) : stopped('linux', reason);
  }
}

async function onWindows({ machine }: Sight, signal: AbortSignal): Promise<Outcome> {
  const { exitCode, output, error } = await machine.ask('sc.exe', ['query', 'SCardSvr'], signal);
  // 1060: ERROR_SERVICE_DOES_NOT_EXIST. The number of the state is the same in every language of Windows.
  if (exitCode === 1060) return notInstalled('1060');
  const state = /STATE\s*:\s*(\d)|:\s*(\d)\s+(?:RUNNING|STOPPED)/.exec(output);
  const number = state?.[1] ?? state?.[2];
  if (number === '4') return ok(both('SCardSvr đang chạy', 'SCardSvr is running'));
  if (number !== undefined) return stopped('win32', `SCardSvr: STATE ${number}`);
  return skipped(`sc.exe query SCardSvr: ${error ?? String(exitCode)}`);
}

/** macOS brings the service and starts it by itself; only the listener can tell that it is gone. */
async function onMac({ tokens }: Sight): Promise<Outcome> {
  const { pcsc } = await tokens.list({ patience: 2_000 });
  return pcsc === 'no-service'
    ? stopped('darwin', 'no-service')
    : ok(both('có sẵn trong macOS', 'part of macOS'));
}

function stopped(platform: NodeJS.Platform, reason: string): Outcome {
  const command = startCommands[platform];
  return {
    state: 'failed',
    found: both(`không chạy (${reason})`, `not running (${reason})`),
    meaning: both(
      'Dịch vụ thẻ thông minh đã dừng nên máy không thấy đầu đọc và token nào, dù đã cắm.',
      'The smart-card service is stopped, so no reader and no token is seen, even when plugged in.',
    ),
    remedy:
      command === undefined
        ? both('Khởi động lại máy tính.', 'Restart the computer.')
        : both(
            `Bấm nút khởi động dịch vụ; nếu không được phép, nhờ quản trị máy chạy lệnh: ${command}`,
            `Use the button to start it; if that is not permitted, ask the administrator to run: ${command}`,
          ),
    ...(command === undefined ? {} : { action: 'start-pcsc' as const, command }),
    help: 'PCSC_NO_SERVICE',
  };
}

function notInstalled(reason: string): Outcome {
  const linux = reason !== '1060';
  const command = 'sudo apt-get install pcscd libccid';
  return {
    state: 'failed',
    found: both(`chưa cài (${reason})`, `not installed (${reason})`),
    meaning: both(
      'Máy chưa có dịch vụ thẻ thông minh nên không thấy đầu đọc và token nào.',
      'The smart-card service is not installed, so no reader and no token is seen.',
    ),
    remedy: linux
      ? both(
          `Nhờ quản trị máy cài gói pcscd và libccid: ${command}`,
          `Ask the administrator to install it: ${command}`,
        )
      : both(
          'Nhờ quản trị máy bật lại dịch vụ Smart Card của Windows.',
          'Ask the administrator to restore the Windows service Smart Card.',
        ),
    ...(linux ? { action: 'copy-command' as const, command } : {}),
    help: 'PCSC_NO_SERVICE',
  };
}

function forbidden(reason: string): Outcome {
  return {
    state: 'failed',
    found: fact(reason),
    meaning: both(
      'Dịch vụ đang chạy nhưng tài khoản này không được phép dùng nó.',
      'The service runs, but this account may not use it.',
    ),
    remedy: both(
      'Nhờ quản trị máy cho tài khoản này quyền dùng pcscd (polkit), rồi đăng nhập lại vào máy.',
      'Ask the administrator to let this account use pcscd (polkit), then log in to the machine again.',
    ),
  };
}
