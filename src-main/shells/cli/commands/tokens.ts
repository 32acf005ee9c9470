import type { ModuleView, TokenView } from '#shared/contract/tokens.ts';
import { pinStateNames } from '../../../tokens/pin-state-names.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';

/** `dvctt tokens`: modules, readers, tokens and the state of their PINs. Exit code 0 even when there are none. */
export async function tokensCommand(options: TraceOptions, printer: Printer): Promise<number> {
  const list = await withTracedTokens(options, (tokens) => tokens.list());
  printer.data(list);
  for (const module of list.modules) printer.say(describeModule(module));
  for (const token of list.tokens) printer.say(describeToken(token));
  if (list.modules.length === 0) printer.say('Không có trình điều khiển token (PKCS#11) nào trên máy này.');
  else if (list.tokens.length === 0) printer.say('Không có token nào đang cắm.');
  return 0;
}

function describeModule(module: ModuleView): string {
  if (module.failure !== undefined) return `Mô-đun ${module.path}\n${describeFailure(module.failure)}`;
  const readers = module.readers.map(
    ({ name, tokenPresent }) => `  · ${name}: ${tokenPresent ? 'có token' : 'trống'}`,
  );
  return [`Mô-đun ${module.path} — ${module.description} ${module.version}`, ...readers].join('\n');
}

function describeToken(token: TokenView): string {
  return [
    `Token “${token.label}” — số ${token.serial} (${token.manufacturer} ${token.model})`,
    `  Đầu đọc: ${token.reader}`,
    `  Mã PIN: ${pinStateNames[token.pinState]}${token.pinPad ? ', nhập trên bàn phím của đầu đọc' : ''}`,
  ].join('\n');
}
