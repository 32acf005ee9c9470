import type { Checker } from '../check.ts';
import type { MachineFacts } from '../machine.ts';
import { ok, type Outcome } from '../outcome.ts';
import { both, fact } from '../words.ts';

/** Memory below which the program and its token hosts get slow, in bytes. */
const scarce = 300 * 1024 * 1024;
/** First version of each kernel on which this program is meant to run: Windows 10, macOS 12. */
const oldest: Readonly<Record<string, number>> = { win32: 10, darwin: 21 };

/** The facts that support asks for first: system, architecture, memory, what the program runs on. */
export const systemCheck: Checker = {
  id: 'system',
  title: both('Hệ điều hành và môi trường', 'System and runtime'),
  looked: () =>
    both(
      'Hệ điều hành, bộ nhớ, phiên bản Electron, Chrome, Node',
      'System, memory, versions of Electron, Chrome, Node',
    ),
  run: ({ machine }) => {
    const facts = machine.facts();
    const found = describe(facts, machine.arch);
    const least = oldest[machine.platform];
    const kernel = Number.parseInt(facts.system.split(' ').at(-1) ?? '', 10);
    return Promise.resolve(
      judgeArch(machine.arch, found) ??
        (least !== undefined && kernel < least ? tooOld(found) : undefined) ??
        (facts.freeMemoryBytes < scarce ? tight(found) : undefined) ??
        ok(found),
    );
  },
};

function describe(
  { system, build, memoryBytes, freeMemoryBytes, versions }: MachineFacts,
  arch: string,
): string {
  const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  const runtimes = (['electron', 'chrome', 'node', 'openssl'] as const).flatMap((name) => {
    const version = versions[name];
    return version === undefined ? [] : `${name} ${version}`;
  });
  return [
    system,
    build,
    arch,
    `RAM ${gigabytes(freeMemoryBytes)} / ${gigabytes(memoryBytes)}`,
    ...runtimes,
  ].join(' · ');
}

function judgeArch(arch: string, found: string): Outcome | undefined {
  if (arch !== 'ia32' && arch !== 'arm') return undefined;
  return {
    state: 'warning',
    found: fact(found),
    meaning: both(
      'Chương trình chạy ở chế độ 32 bit nên không dùng được trình điều khiển token 64 bit.',
      'The program runs as 32-bit and cannot use 64-bit token drivers.',
    ),
    remedy: both('Cài bản 64 bit của chương trình.', 'Install the 64-bit version of the program.'),
    help: 'MODULE_WRONG_BITNESS',
  };
}

function tooOld(found: string): Outcome {
  return {
    state: 'warning',
    found: fact(found),
    meaning: both(
      'Hệ điều hành này quá cũ; nhiều trình điều khiển token không còn hỗ trợ.',
      'This system is too old; many token drivers do not support it any more.',
    ),
    remedy: both('Nâng cấp hệ điều hành.', 'Upgrade the operating system.'),
  };
}

function tight(found: string): Outcome {
  return {
    state: 'warning',
    found: fact(found),
    meaning: both(
      'Máy gần hết bộ nhớ nên mọi thứ chạy chậm.',
      'The machine is nearly out of memory, so everything is slow.',
    ),
    remedy: both('Đóng bớt chương trình khác.', 'Close some other programs.'),
  };
}
