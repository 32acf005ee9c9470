import type { ModuleView, ReaderView } from '#shared/contract/tokens.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, ok, skipped, worstOf, type Outcome } from '../outcome.ts';
import { patience } from '../shared-looks.ts';
import { both } from '../words.ts';
import { blamedFor, howStuck } from './stuck-driver.ts';

/** Which readers PC/SC sees, and whether somebody reads the card in each. */
export const readersCheck: Checker = {
  id: 'readers',
  title: both('Đầu đọc và thẻ', 'Readers and cards'),
  looked: () =>
    both('Các đầu đọc mà dịch vụ thẻ thông minh thấy', 'The readers that the smart-card service sees'),
  deadlineMs: 15_000,
  late: driversLate,
  run: async ({ tokens }) => {
    const { readers, pcsc, modules, tokens: seen } = await tokens.list({ patience });
    if (readers.length > 0) return worstOf(readers.map((reader) => judge(reader, modules)));
    if (pcsc === 'polling') {
      return skipped(
        both('không nghe được PC/SC ở máy này', 'PC/SC cannot be listened to here'),
        both(
          'Chương trình hỏi thẳng các trình điều khiển token, nên token vẫn dùng được; chỉ không kể được tên đầu đọc.',
          'The program asks the token drivers themselves, so tokens work; only the readers’ names cannot be told.',
        ),
      );
    }
    if (seen.length > 0) {
      return skipped(
        both(
          'không có đầu đọc; token thấy được là token phần mềm',
          'no reader; the tokens seen are in software',
        ),
      );
    }
    if (pcsc === 'no-service') {
      return failedWith(
        { code: 'PCSC_NO_SERVICE' },
        both('không hỏi được đầu đọc', 'readers could not be asked for'),
      );
    }
    return none;
  },
};

const none: Outcome = {
  state: 'failed',
  found: both('không có đầu đọc nào', 'no reader'),
  meaning: both(
    'Máy không thấy đầu đọc hay token USB nào: token chưa cắm, cổng USB hỏng, hoặc USB bị chặn.',
    'The machine sees no reader and no USB token: none is plugged in, the port is broken, or USB is blocked.',
  ),
  remedy: both(
    'Cắm token vào một cổng USB khác (không qua bộ chia), chờ đèn sáng rồi tìm lại. Trên máy ảo hay máy từ xa, phải chuyển tiếp USB tới máy đó.',
    'Plug the token into another USB port (no hub), wait for its light and look again. On a virtual or remote machine the USB device must be passed on to it.',
  ),
  action: 'look-again',
  help: 'TOKEN_NOT_FOUND',
};

function judge(reader: ReaderView, modules: readonly ModuleView[]): Outcome {
  const { name, state, atr } = reader;
  const card = atr === undefined ? name : `${name} (ATR ${atr})`;
  switch (state) {
    case 'token':
      return ok(both(`${name}: có token`, `${name}: a token`));
    case 'empty':
      return ok(both(`${name}: trống`, `${name}: empty`));
    case 'mute':
      return {
        state: 'failed',
        found: both(`${name}: có thẻ nhưng thẻ không trả lời`, `${name}: a card that does not answer`),
        meaning: both(
          `Thẻ trong đầu đọc ${name} không trả lời: cắm ngược, tiếp xúc bẩn, hoặc thẻ đã hỏng.`,
          `The card in ${name} does not answer: put in the wrong way, dirty contacts, or broken.`,
        ),
        remedy: both(
          'Rút ra, lau mặt tiếp xúc, cắm lại đúng chiều. Nếu máy khác cũng không đọc được, liên hệ nhà cung cấp chứng thư số.',
          'Take it out, clean its contacts and put it in the right way. If no other machine reads it either, ask your certificate provider.',
        ),
        action: 'look-again',
        help: 'TOKEN_UNREADABLE',
      };
    case 'unread': {
      const blamed = blamedFor(reader, modules);
      return blamed === undefined ? unread(card, reader) : overThisCard(card, blamed);
    }
  }
}

/** The driver is not to blame for its version, nor is it to be installed again: it did not come back over this card. */
function overThisCard(card: string, module: ModuleView): Outcome {
  const how = howStuck(module);
  return {
    state: module.state === 'asking' ? 'warning' : 'failed',
    found: both(
      `${card}: chưa biết ai đọc được, trình điều khiển ${module.path} ${how.vi}`,
      `${card}: not known who reads it, the driver ${module.path} ${how.en}`,
    ),
    meaning: both(
      `Có thẻ trong đầu đọc, nhưng trình điều khiển ${module.path} ${how.vi} khi đọc nên chưa biết ai đọc được thẻ này.`,
      `A card is in the reader, but the driver ${module.path} ${how.en} over it, so it is not known who reads this card.`,
    ),
    remedy: both(
      'Xem phần “Trình điều khiển token”. Rút thẻ, lau mặt tiếp xúc, cắm lại rồi tìm lại.',
      'See the part “Token drivers”. Take the card out, clean its contacts, put it back and look again.',
    ),
    action: 'look-again',
    help: module.failure?.code ?? 'MODULE_TIMEOUT',
  };
}

function unread(card: string, { driver }: ReaderView): Outcome {
  const base = failedWith(
    { code: 'TOKEN_UNREADABLE' },
    both(`${card}: không trình điều khiển nào đọc được`, `${card}: no driver reads it`),
  );
  if (driver === undefined) return { ...base, action: 'look-again' };
  const { vendor, files, installed, advice, url } = driver;
  const sure =
    driver.confidence === 'verified'
      ? both('', '')
      : both(' (suy ra từ ATR, có thể không đúng)', ' (inferred from the ATR, may be wrong)');
  const names = files.length === 0 ? '' : ` (${files.join(', ')})`;
  const where = url === undefined ? '' : ` ${url}`;
  return {
    ...base,
    found: both(
      `${card}: cần trình điều khiển ${vendor}${names}${sure.vi}`,
      `${card}: needs the driver of ${vendor}${names}${sure.en}`,
    ),
    meaning: installed
      ? both(
          `Trình điều khiển ${vendor} đã cài nhưng không nhận ra token này: bản quá cũ hoặc cài hỏng.`,
          `The driver of ${vendor} is installed and does not know this token: too old or damaged.`,
        )
      : both(
          `Máy chưa có trình điều khiển của ${vendor} mà token này cần.`,
          `The driver of ${vendor}, which this token needs, is not installed.`,
        ),
    remedy: both(`${advice.vi}${where}`, `${advice.en}${where}`),
    action: 'look-again',
  };
}
