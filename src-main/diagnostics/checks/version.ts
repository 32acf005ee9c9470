import { stat } from 'node:fs/promises';
import { version } from '../../core/version.ts';
import type { Checker } from '../check.ts';
import { ok, type Outcome } from '../outcome.ts';
import { both, type Words } from '../words.ts';

/** The file of the program that was started; its date is that of the installation. */
const program = process.argv[1];

/** Which version runs, since when it lies here, and whether the server still takes it. */
export const versionCheck: Checker = {
  id: 'version',
  title: both('Phiên bản chương trình', 'Version of the program'),
  looked: ({ backend }) =>
    both(
      `Phiên bản đang chạy và phiên bản mà ${backend.url} đòi hỏi`,
      `The version that runs and the one that ${backend.url} demands`,
    ),
  run: async ({ backend, now }) => {
    const [installed, health] = await Promise.all([
      stat(program ?? '').catch(() => undefined),
      backend.health().catch(() => undefined),
    ]);
    const days =
      installed === undefined ? undefined : Math.floor((now().getTime() - installed.mtimeMs) / 86_400_000);
    const age =
      days === undefined || days < 0
        ? both('', '')
        : both(`, tệp chương trình từ ${days} ngày trước`, `, program file of ${days} days ago`);
    const server = health === undefined ? '?' : health.version;
    const found = both(`${version}${age.vi} · máy chủ ${server}`, `${version}${age.en} · server ${server}`);
    const least = health?.minimumDesktop;
    return least !== undefined && compareVersions(version, least) < 0 ? tooOld(found, least) : ok(found);
  },
};

/** Negative when `a` is older than `b`; numbers separated by dots, a missing one is 0, what follows a hyphen is left out. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) =>
    (text.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function tooOld(found: Words, least: string): Outcome {
  return {
    state: 'failed',
    found,
    meaning: both(
      `Máy chủ chỉ nhận phiên bản từ ${least} trở lên.`,
      `The server takes version ${least} and newer only.`,
    ),
    remedy: both(
      'Cài phiên bản mới; bản nháp trên máy vẫn còn nguyên.',
      'Install the new version; drafts on this machine stay as they are.',
    ),
  };
}
