import { toFailure } from '#shared/contract/errors.ts';
import type { Checker } from '../check.ts';
import { failedWith, failureFacts, ok } from '../outcome.ts';
import { both } from '../words.ts';

/** Slower than this, people notice, ms. */
const slow = 2_000;

/** Whether the DVCTT backend answers, how fast, and in the form that this program understands. */
export const backendCheck: Checker = {
  id: 'backend',
  title: both('Máy chủ DVCTT', 'DVCTT server'),
  looked: ({ backend }) => both(`Máy chủ ${backend.url}`, `The server ${backend.url}`),
  run: async ({ backend }) => {
    const started = performance.now();
    try {
      const { version } = await backend.health();
      const took = Math.round(performance.now() - started);
      const found = both(
        `phiên bản ${version}, trả lời sau ${took} ms`,
        `version ${version}, answered after ${took} ms`,
      );
      if (took < slow) return ok(found);
      return {
        state: 'warning',
        found,
        meaning: both('Đường truyền tới máy chủ chậm.', 'The line to the server is slow.'),
        remedy: both(
          'Kiểm tra mạng (Wi-Fi yếu, proxy, VPN). Bản nháp vẫn được lưu trên máy và gửi dần.',
          'Check the network (weak Wi-Fi, proxy, VPN). Drafts are kept here and sent bit by bit.',
        ),
      };
    } catch (cause) {
      const failure = toFailure(cause);
      return failedWith(failure, failureFacts(failure));
    }
  },
};
