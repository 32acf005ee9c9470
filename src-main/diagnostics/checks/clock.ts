import { ok, type Checker } from '../check.ts';

/** Minutes by which the clock may differ before signing times look wrong. */
const toleratedMinutes = 5;

/** This machine's clock against the server's. */
export const clockCheck: Checker = {
  id: 'clock',
  title: { vi: 'Đồng hồ máy tính', en: 'Computer clock' },
  run: async ({ backend, now }) => {
    const health = await backend.health().catch(() => undefined);
    // Without the server there is nothing to compare with; the check of the server says why.
    if (health === undefined) return { state: 'skipped', found: 'không hỏi được giờ của máy chủ' };
    const { time } = health;
    const minutes = Math.round((now().getTime() - new Date(time).getTime()) / 60_000);
    const found = describeGap(minutes);
    if (Math.abs(minutes) <= toleratedMinutes) return ok(found);
    return {
      state: 'failed',
      found,
      remedy: {
        vi: 'Đồng hồ máy tính lệch so với máy chủ. Bật tự động đặt giờ trong cài đặt của hệ điều hành.',
        en: 'The clock differs from the server’s. Turn on automatic time in the system settings.',
      },
    };
  },
};

const [hour, day, year] = [60, 60 * 24, 60 * 24 * 365.25];

/** How far the clock is from the server's, in the largest unit that a person would use. */
export function describeGap(minutes: number): string {
  if (minutes === 0) return 'đúng giờ máy chủ';
  const gap = Math.abs(minutes);
  const side = minutes > 0 ? 'nhanh hơn' : 'chậm hơn';
  const about = (unit: number, name: string) =>
    `${String(Math.round((gap / unit) * 10) / 10).replace('.', ',')} ${name}`;
  const amount =
    gap >= year
      ? about(year, 'năm')
      : gap >= day
        ? about(day, 'ngày')
        : gap >= hour
          ? about(hour, 'giờ')
          : `${gap} phút`;
  return `${side} máy chủ ${amount}`;
}
