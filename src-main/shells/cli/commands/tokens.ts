import type { ModuleView, ReaderView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import { pinStateNames } from '../../../tokens/pin-state-names.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { shown } from '../visible.ts';

/** `dvctt tokens`: modules, readers, tokens and the state of their PINs. Exit code 0 even when there are none. */
export async function tokensCommand(options: TraceOptions, printer: Printer): Promise<number> {
  const list = await withTracedTokens(options, (tokens) => tokens.list());
  printer.data(list);
  showTokens(list, printer);
  return 0;
}

/** The list in words. */
export function showTokens(told: TokenList, printer: Printer): void {
  const list = shown(told);
  for (const module of list.modules) printer.say(describeModule(module));
  for (const token of list.tokens) printer.say(describeToken(token));
  for (const reader of list.readers) {
    const unread = describeUnread(reader);
    if (unread !== undefined) printer.say(unread);
  }
  if (list.pcsc === 'no-service') {
    printer.note(describeFailure({ code: 'PCSC_NO_SERVICE', details: { pcsc: list.pcscReason ?? '' } }));
  }
  if (list.modules.length === 0) printer.say('Không có trình điều khiển token (PKCS#11) nào trên máy này.');
  else if (list.tokens.length === 0) printer.say('Không có token nào đang cắm.');
}

/** A card that no module shows as a token, and the driver that its ATR asks for. */
function describeUnread({ name, state, atr, driver }: ReaderView): string | undefined {
  if (state === 'mute') return `Đầu đọc ${name}: thẻ không trả lời (cắm ngược, bẩn hoặc hỏng).`;
  if (state !== 'unread') return undefined;
  const card = `Đầu đọc ${name}: có thẻ (ATR ${atr ?? 'không rõ'}) nhưng không trình điều khiển nào đọc được.`;
  if (driver === undefined) return card;
  return [
    card,
    `  Thẻ này cần trình điều khiển ${driver.vendor}${driver.installed ? ', đã có trên máy' : ''}.`,
    `  → ${driver.advice.vi}${driver.url === undefined ? '' : ` (${driver.url})`}`,
  ].join('\n');
}

function describeModule(module: ModuleView): string {
  if (module.state === 'asking') return `Mô-đun ${module.path} — chưa trả lời`;
  if (module.failure !== undefined) return `Mô-đun ${module.path}\n${describeFailure(module.failure)}`;
  const readers = module.readers.map(
    ({ name, tokenPresent }) => `  · ${name}: ${tokenPresent ? 'có token' : 'trống'}`,
  );
  return [`Mô-đun ${module.path} — ${module.description} ${module.version}`, ...readers].join('\n');
}

function describeToken(token: TokenView): string {
  const others = token.alsoThrough ?? [];
  return [
    `Token “${token.label}” — số ${token.serial} (${token.manufacturer} ${token.model})`,
    `  Đầu đọc: ${token.reader}`,
    ...(others.length === 0 ? [] : [`  Dùng qua ${token.modulePath}; cũng thấy qua ${others.join(', ')}`]),
    `  Mã PIN: ${pinStateNames[token.pinState]}${token.pinPad ? ', nhập trên bàn phím của đầu đọc' : ''}`,
  ].join('\n');
}
