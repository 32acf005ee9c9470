import type { TokenList } from '#shared/contract/tokens.ts';
import { both, type Words } from '../words.ts';
import { isStuck } from './stuck-driver.ts';

/** Why no token can be seen, where another check has found that out already, and which one that is. */
export interface KnownCause {
  readonly found: Words;
  readonly see: Words;
}

/** Nearest to the cause first: without the service no reader, without a reader no card, without a driver no token. */
export function whyNoToken({ pcsc, readers, modules }: TokenList): KnownCause | undefined {
  if (pcsc === 'no-service') {
    return cause(
      both('dịch vụ thẻ thông minh không trả lời', 'the smart-card service does not answer'),
      both('Dịch vụ thẻ thông minh (PC/SC)', 'Smart-card service (PC/SC)'),
    );
  }
  if (modules.length === 0) return cause(both('không có trình điều khiển nào', 'no driver'), drivers);
  if (modules.some(isStuck))
    return cause(both('có trình điều khiển không trả lời', 'a driver does not answer'), drivers);
  if (modules.every(({ state }) => state === 'failed'))
    return cause(both('không trình điều khiển nào dùng được', 'no driver can be used'), drivers);
  if (pcsc === 'watching' && readers.length === 0)
    return cause(both('không có đầu đọc nào', 'no reader'), readersPart);
  if (readers.some(({ state }) => state === 'unread' || state === 'mute'))
    return cause(both('có thẻ mà không đọc được', 'a card that cannot be read'), readersPart);
  return undefined;
}

const drivers = both('Trình điều khiển token', 'Token drivers');
const readersPart = both('Đầu đọc và thẻ', 'Readers and cards');

function cause(found: Words, part: Words): KnownCause {
  return {
    found,
    see: both(
      `Xem phần “${part.vi}”: sửa xong ở đó thì token hiện ra.`,
      `See the part “${part.en}”: the token shows up when that is mended.`,
    ),
  };
}
