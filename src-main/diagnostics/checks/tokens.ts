import type { TokenList, TokenView } from '#shared/contract/tokens.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, ok, skipped, worstOf, type Outcome } from '../outcome.ts';
import { patience } from '../shared-looks.ts';
import { both } from '../words.ts';
import { whyNoToken } from './why-no-token.ts';

/** Which tokens are seen, and through what. */
export const tokensCheck: Checker = {
  id: 'tokens',
  title: both('Token', 'Token'),
  looked: () => both('Token mà các trình điều khiển thấy', 'Tokens that the drivers see'),
  deadlineMs: 15_000,
  late: driversLate,
  run: async ({ tokens }) => {
    const list = await tokens.list({ patience });
    if (list.tokens.length === 0) return none(list);
    return worstOf(list.tokens.map(judge));
  },
};

function none(list: TokenList): Outcome {
  const drivers = list.modules.length;
  const known = whyNoToken(list);
  // The fault is told once, where it is; here it would only send people to other USB ports.
  if (known !== undefined)
    return {
      ...skipped(both(`0 token: ${known.found.vi}`, `0 tokens: ${known.found.en}`), known.see),
      action: 'look-again',
    };
  return {
    ...failedWith(
      { code: 'TOKEN_NOT_FOUND' },
      both(`0 token qua ${drivers} trình điều khiển`, `0 tokens through ${drivers} drivers`),
    ),
    meaning: both('Không trình điều khiển nào thấy token.', 'No driver sees a token.'),
    remedy: both(
      'Cắm token vào cổng USB khác, chờ đèn sáng rồi tìm lại. Nếu đèn sáng mà vẫn không thấy, cài trình điều khiển của đúng nhà cung cấp (xem phần đầu đọc).',
      'Plug the token into another USB port, wait for its light and look again. If it is lit but not seen, install the right vendor’s driver (see the part on readers).',
    ),
    action: 'look-again',
  };
}

function judge(token: TokenView): Outcome {
  const { label, serial, reader, alsoThrough = [], pinState, pinPad } = token;
  const name = `${label} (${serial}), ${reader}`;
  if (pinState === 'not-initialised') {
    return { ...failedWith({ code: 'TOKEN_NOT_INITIALISED' }, name, 'warning'), action: 'open-tokens' };
  }
  if (pinPad) return failedWith({ code: 'PIN_PAD_UNSUPPORTED' }, name, 'warning');
  if (alsoThrough.length === 0) return ok(name);
  // No fault: the program has chosen one of them; other programs may stumble over it.
  return {
    ...ok(
      both(
        `${name}: ${alsoThrough.length + 1} trình điều khiển cùng thấy, dùng ${token.modulePath} (còn lại: ${alsoThrough.join(', ')})`,
        `${name}: seen through ${alsoThrough.length + 1} drivers, used through ${token.modulePath} (others: ${alsoThrough.join(', ')})`,
      ),
    ),
    meaning: both(
      'Hai trình điều khiển cùng nhận một token; chương trình chỉ dùng một nên không ảnh hưởng.',
      'Two drivers claim one token; the program uses one of them, so nothing is wrong.',
    ),
  };
}
