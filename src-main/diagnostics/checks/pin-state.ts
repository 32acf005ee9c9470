import type { TokenView } from '#shared/contract/tokens.ts';
import { pinStateNames } from '../../tokens/pin-state-names.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, ok, skipped, worstOf, type Outcome } from '../outcome.ts';
import { patience } from '../shared-looks.ts';
import { both, type Words } from '../words.ts';

/** The state of each PIN and PUK, read from the token's flags: no PIN is asked for and no try is used. */
export const pinStateCheck: Checker = {
  id: 'pin-state',
  title: both('Mã PIN', 'PIN'),
  looked: () =>
    both(
      'Trạng thái mã PIN và PUK mà token tự báo, không nhập mã nào',
      'The state of PIN and PUK that the token itself tells; nothing is entered',
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async ({ tokens }) => {
    const list = await tokens.list({ patience });
    if (list.tokens.length === 0) return skipped(both('chưa có token', 'no token'));
    return worstOf(list.tokens.map(judge));
  },
};

const stateNamesEnglish: Readonly<Record<TokenView['pinState'], string>> = {
  ok: 'fine',
  low: 'was entered wrongly, few tries left',
  'final-try': 'ONE TRY LEFT',
  locked: 'LOCKED',
  'must-be-changed': 'must be changed',
  'not-initialised': 'not set up',
};

function judge(token: TokenView): Outcome {
  const { label, serial, pinState } = token;
  const found = both(
    `${label} (${serial}): mã PIN ${pinStateNames[pinState]}${pukFact(token).vi}`,
    `${label} (${serial}): PIN ${stateNamesEnglish[pinState]}${pukFact(token).en}`,
  );
  switch (pinState) {
    case 'ok':
      return ok(found);
    case 'low':
      return {
        state: 'warning',
        found,
        meaning: both('Mã PIN đã bị nhập sai ít nhất một lần.', 'The PIN was entered wrongly at least once.'),
        remedy: both(
          'Kiểm tra Caps Lock và bộ gõ tiếng Việt; nếu bạn không chắc, dừng lại và tìm lại mã đúng trước khi nhập tiếp. Nhập đúng một lần là số lượt trở lại đủ.',
          'Check Caps Lock and the Vietnamese keyboard; if in doubt ask the token’s holder before another try. One right entry brings all tries back.',
        ),
        action: 'open-tokens',
        help: 'PIN_INCORRECT',
      };
    case 'final-try':
      return {
        ...failedWith({ code: 'PIN_FINAL_TRY' }, found, 'warning'),
        meaning: both(
          'Chỉ còn một lượt: sai thêm một lần là token tự khóa.',
          'One try is left: one more wrong PIN and the token locks itself.',
        ),
        remedy: both(
          'Dừng lại. Chỉ nhập khi chắc chắn đúng; nếu bạn không chắc, liên hệ nhà cung cấp chứng thư số (họ có mã PUK).',
          'Stop. Enter it only when you are sure; otherwise ask the token’s holder or the certificate provider (who has the PUK).',
        ),
        action: 'open-tokens',
      };
    case 'locked':
      return locked(token, found);
    case 'must-be-changed':
      return { ...failedWith({ code: 'PIN_MUST_BE_CHANGED' }, found, 'warning'), action: 'open-tokens' };
    case 'not-initialised':
      return failedWith({ code: 'TOKEN_NOT_INITIALISED' }, found, 'warning');
  }
}

/** Only what is out of the ordinary: a PUK that is fine is nobody's concern. */
function pukFact({ pukState }: TokenView): Words {
  switch (pukState) {
    case 'ok':
      return both('', '');
    case 'low':
      return both(', mã PUK đã bị nhập sai', ', PUK was entered wrongly');
    case 'final-try':
      return both(', mã PUK CHỈ CÒN MỘT LƯỢT', ', PUK: ONE TRY LEFT');
    case 'locked':
      return both(', mã PUK ĐÃ KHÓA', ', PUK LOCKED');
  }
}

function locked({ pukState }: TokenView, found: Words): Outcome {
  if (pukState === 'locked') return failedWith({ code: 'PUK_LOCKED' }, found);
  const outcome: Outcome = { ...failedWith({ code: 'PIN_LOCKED' }, found), action: 'open-tokens' };
  if (pukState !== 'final-try') return outcome;
  return {
    ...outcome,
    remedy: both(
      'Mã PUK chỉ còn một lượt: đừng thử nữa, mang token tới nhà cung cấp chứng thư số.',
      'The PUK has one try left: do not try it; take the token to your certificate provider.',
    ),
  };
}
