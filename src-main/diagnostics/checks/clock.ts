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
    const found = `lệch ${minutes} phút`;
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
