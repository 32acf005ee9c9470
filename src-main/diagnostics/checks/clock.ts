import type { Checker } from '../check.ts';
import { serverDate } from '../network/server-date.ts';
import { ok, skipped } from '../outcome.ts';
import { both, type Words } from '../words.ts';

/** Minutes by which the clock may differ before signing times look wrong. */
const toleratedMinutes = 5;

/** This machine's clock against the server's. */
export const clockCheck: Checker = {
  id: 'clock',
  title: both('Đồng hồ máy tính', 'Computer clock'),
  looked: ({ backend }) =>
    both(`Giờ máy này so với ${backend.url}`, `This machine’s time against ${backend.url}`),
  run: async ({ backend, now }, signal) => {
    // Where the server itself does not answer, whoever answers in its place has a clock as well.
    const time = await backend.health().then(
      (health) => new Date(health.time),
      () => serverDate(backend.url, signal),
    );
    if (time === undefined) {
      return skipped(
        both('không hỏi được giờ của máy chủ', 'the server’s time could not be asked'),
        both('Phần máy chủ cho biết vì sao.', 'The part on the server says why.'),
      );
    }
    const minutes = Math.round((now().getTime() - time.getTime()) / 60_000);
    const found = describeGap(minutes);
    if (Math.abs(minutes) <= toleratedMinutes) return ok(found);
    return {
      state: 'failed',
      found,
      meaning: both(
        'Đồng hồ sai làm thời điểm ký bị từ chối, và chứng thư số bị coi là hết hạn hoặc chưa có hiệu lực.',
        'A wrong clock makes signing times refused, and certificates look expired or not yet valid.',
      ),
      remedy: both(
        'Bật tự động đặt giờ trong cài đặt của hệ điều hành, đúng múi giờ GMT+7.',
        'Turn on automatic time in the system settings, with the time zone GMT+7.',
      ),
      help: 'SIGNING_TIME_WRONG',
    };
  },
};

const [hour, day, year] = [60, 60 * 24, 60 * 24 * 365.25];

/** How far the clock is from the server's, in the largest unit that a person would use. */
export function describeGap(minutes: number): Words {
  if (minutes === 0) return both('đúng giờ máy chủ', 'as the server’s');
  const gap = Math.abs(minutes);
  const [unit, vi, en] = unitOf(gap);
  const number = String(Math.round((gap / unit) * 10) / 10);
  return both(
    `${minutes > 0 ? 'nhanh hơn' : 'chậm hơn'} máy chủ ${number.replace('.', ',')} ${vi}`,
    `${number} ${en}${number === '1' ? '' : 's'} ${minutes > 0 ? 'ahead of' : 'behind'} the server`,
  );
}

function unitOf(gap: number): readonly [minutes: number, vi: string, en: string] {
  if (gap >= year) return [year, 'năm', 'year'];
  if (gap >= day) return [day, 'ngày', 'day'];
  if (gap >= hour) return [hour, 'giờ', 'hour'];
  return [1, 'phút', 'minute'];
}
