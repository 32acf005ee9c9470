import type { PcscState, TokenList } from '#shared/contract/tokens.ts';
import { pinStateNames } from '../../../tokens/pin-state-names.ts';
import { tokenEvents, type TokenEvent } from '../../../tokens/token-events.ts';
import type { TokenService } from '../../../tokens/token-service.ts';
import type { Printer } from '../printer.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { untilStopped } from '../until-stopped.ts';
import { showTokens } from './tokens.ts';
import { shown } from '../visible.ts';

/** PIN states change without PC/SC saying anything, when another program is given a wrong PIN: looked at this often, ms. */
const lookEvery = 6_000;
/** A module that hangs must not hold up what the others tell, ms. */
const patience = 1_000;
/** A card shows up in PC/SC before its module shows it as a token; only then is it called unreadable, ms. */
const settle = 2_500;

/** `dvctt tokens --watch`: the list, then a line for each event, until Ctrl+C. Exit code 0. */
export async function tokensWatchCommand(options: TraceOptions, printer: Printer): Promise<number> {
  await withTracedTokens(options, async (tokens) => {
    const stopped = untilStopped();
    let before = await tokens.list({ patience });
    if (printer.json) printLine({ event: 'list', at: new Date().toISOString(), ...before });
    else showTokens(before, printer);
    printer.note('Đang theo dõi; bấm Ctrl+C để dừng.');
    const tell = (after: TokenList) => {
      for (const event of tokenEvents(before, after)) print(event, printer);
      before = after;
    };
    const end = follow(tokens, tell);
    await stopped;
    end();
  });
  return 0;
}

/** Calls `tell` with each new list, one after the other. Returns the function that ends it. */
function follow(tokens: TokenService, tell: (list: TokenList) => void): () => void {
  let over = false;
  let again = false;
  let looking = false;
  let settling: NodeJS.Timeout | undefined;
  const look = async (settled: boolean): Promise<void> => {
    if (over) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      const list = await tokens.list({ patience });
      // Said only of a card that stays unread: its module may need a moment.
      const fresh = !settled && list.readers.some(({ state }) => state === 'unread');
      if (fresh) {
        clearTimeout(settling);
        settling = setTimeout(() => void look(true), settle);
      }
      if (!isOver()) tell(fresh ? { ...list, readers: list.readers.map(unreadAsToken) } : list);
    } finally {
      looking = false;
    }
    if (again) {
      again = false;
      await look(false);
    }
  };
  const isOver = () => over;
  const endWatch = tokens.watch(() => void look(false));
  const timer = setInterval(() => void look(true), lookEvery);
  return () => {
    over = true;
    clearTimeout(settling);
    clearInterval(timer);
    endWatch();
  };
}

function unreadAsToken(reader: TokenList['readers'][number]): TokenList['readers'][number] {
  return reader.state === 'unread' ? { ...reader, state: 'token' } : reader;
}

function print(event: TokenEvent, printer: Printer): void {
  const now = new Date();
  if (printer.json) printLine({ at: now.toISOString(), ...event });
  else printer.say(`${timeOfDay(now)}  ${describe(shown(event))}`);
}

function printLine(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

function timeOfDay(now: Date): string {
  return now.toLocaleTimeString('vi-VN', { hour12: false });
}

const pcscNames: Readonly<Record<PcscState, string>> = {
  watching: 'dịch vụ thẻ thông minh đang chạy',
  'no-service': 'dịch vụ thẻ thông minh (PC/SC) đã dừng',
  polling: 'không nghe được PC/SC; hỏi trình điều khiển theo chu kỳ',
};

function describe(event: TokenEvent): string {
  switch (event.event) {
    case 'inserted':
      return `+ Cắm token “${event.token.label}” số ${event.token.serial} (${event.token.reader}); mã PIN: ${pinStateNames[event.token.pinState]}`;
    case 'removed':
      return `− Rút token “${event.token.label}” số ${event.token.serial} (${event.token.reader})`;
    case 'pin-state':
      return `! Token “${event.token.label}” số ${event.token.serial}: mã PIN ${pinStateNames[event.from]} → ${pinStateNames[event.to]}`;
    case 'card-unread':
      return `? ${event.reader.name}: có thẻ nhưng không trình điều khiển nào đọc được${driverOf(event.reader)}`;
    case 'card-mute':
      return `? ${event.reader.name}: thẻ không trả lời (cắm ngược, bẩn hoặc hỏng)`;
    case 'card-gone':
      return `− ${event.reader.name}: đã rút thẻ`;
    case 'reader-added':
      return `+ Đầu đọc ${event.reader.name}`;
    case 'reader-removed':
      return `− Đầu đọc ${event.reader.name}`;
    case 'pcsc':
      return `! PC/SC: ${pcscNames[event.to]}`;
  }
}

function driverOf({ driver, atr }: TokenList['readers'][number]): string {
  const card = atr === undefined ? '' : ` (ATR ${atr})`;
  return driver === undefined ? card : `${card}; cần trình điều khiển ${driver.vendor}`;
}
