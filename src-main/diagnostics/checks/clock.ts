import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { Checker, Sight } from '../check.ts';
import { serverDate } from '../network/server-date.ts';
import { ok, skipped, type Outcome } from '../outcome.ts';
import { both, fact, type Words } from '../words.ts';

/** Minutes by which the clock may differ before signing times look wrong. */
const toleratedMinutes = 5;

/** This machine's clock against the server's. */
export const clockCheck: Checker = {
  id: 'clock',
  title: both('Đồng hồ máy tính', 'Computer clock'),
  looked: ({ backend }) =>
    both(`Giờ máy này so với ${backend.url}`, `This machine’s time against ${backend.url}`),
  run: async (sight, signal) => {
    const { backend, now } = sight;
    const told = await serverTime(sight, signal);
    if (told instanceof Date) {
      const minutes = minutesBetween(now(), told);
      const found = describeGap(minutes);
      return Math.abs(minutes) <= toleratedMinutes ? ok(found) : { ...wrongClock(found), state: 'failed' };
    }
    if (told === 'late') return unasked(both('máy chủ chưa trả lời', 'the server has not answered'));
    if (told.code === 'BACKEND_PROXY_PAGE') {
      return unasked(
        both(
          'một trang khác (proxy, đăng nhập Wi-Fi) trả lời thay máy chủ',
          'another page (a proxy, the sign-in of a Wi-Fi) answers in the server’s place',
        ),
      );
    }
    // A wrong clock makes the server's certificate look invalid: then whoever answers there has a clock as well.
    const date = await serverDate(backend.url, AbortSignal.any([signal, AbortSignal.timeout(datePatience)]));
    if (date === undefined) return unasked(fact(told.code));
    return byAnother(minutesBetween(now(), date));
  },
};

/** How long the server itself may take, and whoever answers in its place, ms; together less than the deadline. */
const [serverPatience, datePatience] = [5_000, 2_500];

const minutesBetween = (a: Date, b: Date): number => Math.round((a.getTime() - b.getTime()) / 60_000);

/** What the DVCTT server says, why it says nothing, or that it lets people wait. */
async function serverTime({ backend }: Sight, signal: AbortSignal): Promise<Date | Failure | 'late'> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), serverPatience);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  try {
    const asked = backend.health().then(({ time }) => new Date(time), toFailure);
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function unasked(reason: Words): Outcome {
  return skipped(
    both(
      `không hỏi được giờ của máy chủ: ${reason.vi}`,
      `the server’s time could not be asked: ${reason.en}`,
    ),
    both('Phần máy chủ cho biết vì sao.', 'The part on the server says why.'),
  );
}

/** Not the DVCTT server's time: its word is a hint and no verdict. */
function byAnother(minutes: number): Outcome {
  const found = describeGap(minutes, anotherPlace);
  if (Math.abs(minutes) > toleratedMinutes) return { ...wrongClock(found), state: 'warning' };
  return skipped(
    found,
    both(
      'Máy chủ DVCTT không cho biết giờ; nơi trả lời tại địa chỉ đó thì khớp. Phần máy chủ cho biết vì sao.',
      'The DVCTT server did not tell its time; whoever answers at its address agrees. The part on the server says why.',
    ),
  );
}

function wrongClock(found: Words): Omit<Outcome, 'state'> {
  return {
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
}

const theServer = both('máy chủ', 'the server');
const anotherPlace = both('nơi trả lời tại địa chỉ đó', 'whoever answers at that address');

const [hour, day, year] = [60, 60 * 24, 60 * 24 * 365.25];

/** How far the clock is from another's, in the largest unit that a person would use. */
export function describeGap(minutes: number, whose: Words = theServer): Words {
  if (minutes === 0) return both(`đúng giờ ${whose.vi}`, `as ${whose.en}’s`);
  const gap = Math.abs(minutes);
  const [unit, vi, en] = unitOf(gap);
  const number = String(Math.round((gap / unit) * 10) / 10);
  return both(
    `${minutes > 0 ? 'nhanh hơn' : 'chậm hơn'} ${whose.vi} ${number.replace('.', ',')} ${vi}`,
    `${number} ${en}${number === '1' ? '' : 's'} ${minutes > 0 ? 'ahead of' : 'behind'} ${whose.en}`,
  );
}

function unitOf(gap: number): readonly [minutes: number, vi: string, en: string] {
  if (gap >= year) return [year, 'năm', 'year'];
  if (gap >= day) return [day, 'ngày', 'day'];
  if (gap >= hour) return [hour, 'giờ', 'hour'];
  return [1, 'phút', 'minute'];
}
