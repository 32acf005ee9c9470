import { pinStateNames } from '../../tokens/pin-state-names.ts';
import { ok, type Checker } from '../check.ts';

/** Whether a token is seen, and the state of its PIN. */
export const tokensCheck: Checker = {
  id: 'tokens',
  title: { vi: 'Token và mã PIN', en: 'Token and PIN' },
  run: async ({ tokens }) => {
    const list = await tokens.list();
    if (list.tokens.length === 0) {
      return {
        state: 'failed',
        found: '0 token',
        remedy: {
          vi: 'Cắm token vào cổng USB khác, chờ đèn sáng. Nếu đèn sáng mà vẫn không thấy, cài trình điều khiển của đúng nhà cung cấp.',
          en: 'Plug the token into another USB port and wait for its light. If it is lit but not seen, install the right vendor’s driver.',
        },
      };
    }
    const found = list.tokens
      .map(({ label, serial, pinState }) => `${label} (${serial}): mã PIN ${pinStateNames[pinState]}`)
      .join('; ');
    if (list.tokens.some(({ pinState }) => pinState === 'locked')) {
      return {
        state: 'failed',
        found,
        remedy: {
          vi: 'Token đã khóa mã PIN: liên hệ nhà cung cấp chứng thư số để mở khóa bằng PUK.',
          en: 'A token’s PIN is locked: ask the certificate provider to unblock it with the PUK.',
        },
      };
    }
    if (list.tokens.some(({ pinState }) => pinState !== 'ok')) {
      return {
        state: 'warning',
        found,
        remedy: {
          vi: 'Mã PIN đã bị nhập sai hoặc phải đổi. Dừng lại, hỏi người giữ token mã PIN đúng trước khi thử tiếp.',
          en: 'The PIN was entered wrongly or must be changed. Stop and ask the token’s holder before another try.',
        },
      };
    }
    return ok(found);
  },
};
