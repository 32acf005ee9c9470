import { ok, type Checker } from '../check.ts';

/** Minutes by which the clock may differ before signing times look wrong. */
const toleratedMinutes = 5;

/** This machine's clock against the server's. */
export const clockCheck: Checker = {
  id: 'clock',
  title: { vi: 'Đồng hồ máy tính', en: 'Computer clock' },
  run: async ({ backend, now }) => {
    const { time } = await backend.health();
    const minutes = Math.round((now().getTime() - new Date(time).getTime()) / 60_000);
    const found = `${minutes >= 0 ? '+' : ''}${minutes} min`;
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
