import { createInterface } from 'node:readline/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { pinStateNames, pukStateNames } from '../../../tokens/pin-state-names.ts';
import type { TokenService } from '../../../tokens/token-service.ts';
import { chooseToken } from '../choose-token.ts';
import { cancelledUnless, sealAndWipe } from '../pin-entry.ts';
import type { Printer } from '../printer.ts';
import { readPipedPins, readPin, requireTerminal } from '../read-pin.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { shown } from '../visible.ts';

export interface PinCommandOptions extends TraceOptions {
  readonly token?: string;
  /** Line 1 of stdin is the PIN that stands (or the PUK), line 2 the new PIN. */
  readonly pinStdin?: boolean;
  readonly pukStdin?: boolean;
  /** The person insists on spending the last try of the PIN or the PUK on a piped one. */
  readonly finalTry?: boolean;
}

/** Most bytes of the two secrets and the NUL between them: what fits a sealed message (`sealedPinSchema`). */
const longestPair = 280;

/** `dvctt pin change`: the PIN that stands and a new one; a wrong one costs one try. */
export function pinChangeCommand(options: PinCommandOptions, printer: Printer): Promise<number> {
  return withTracedTokens(options, async (tokens) => {
    const prompt = await tokens.openTokenPrompt(await chooseToken(tokens, options.token), 'change');
    const token = shown(prompt.token);
    printer.note(`Token “${token.label}”, mã PIN: ${pinStateNames[token.pinState]}.`);
    const sealed = await cancelledUnless(tokens, prompt, () => {
      if (token.pinState === 'final-try' && options.pinStdin === true && options.finalTry !== true) {
        throw new DvcttError('PIN_FINAL_TRY', { token: prompt.token.serial });
      }
      return sealPair(prompt, options.pinStdin === true, 'Mã PIN đang dùng: ', '--pin-stdin', printer);
    });
    return finish(tokens, prompt, sealed, 'Đã đổi mã PIN', printer);
  });
}

/** `dvctt pin unblock`: the PUK and a new PIN. The last try of the PUK is spent only when the person confirms it. */
export function pinUnblockCommand(options: PinCommandOptions, printer: Printer): Promise<number> {
  return withTracedTokens(options, async (tokens) => {
    const prompt = await tokens.openTokenPrompt(await chooseToken(tokens, options.token), 'unblock');
    const token = shown(prompt.token);
    printer.note(
      `Token “${token.label}”, mã PIN: ${pinStateNames[token.pinState]}, mã PUK: ${pukStateNames[token.pukState]}.`,
    );
    const sealed = await cancelledUnless(tokens, prompt, async () => {
      if (token.pukState === 'final-try' && options.finalTry !== true) {
        if (options.pukStdin === true) throw new DvcttError('PUK_FINAL_TRY', { token: prompt.token.serial });
        await confirmLastPuk(prompt.token.serial);
      }
      return sealPair(prompt, options.pukStdin === true, 'Mã PUK: ', '--puk-stdin', printer);
    });
    return finish(tokens, prompt, sealed, 'Đã mở khóa và đặt mã PIN mới', printer);
  });
}

async function finish(
  tokens: TokenService,
  prompt: PinPrompt,
  sealed: SealedPin,
  done: string,
  printer: Printer,
): Promise<number> {
  const token = shown(prompt.token);
  const change = await tokens.changePin(sealed);
  if (change.kind === 'changed') {
    printer.data({ token: prompt.token.serial, changed: true });
    printer.say(`✓ ${done} của token “${token.label}” (${token.serial}).`);
    return 0;
  }
  const { failure, pinState, pukState } = change;
  throw new DvcttError(failure.code, { ...failure.details, pinState, pukState });
}

/** `current NUL next`, sealed; every copy made here is overwritten. */
async function sealPair(
  prompt: PinPrompt,
  piped: boolean,
  question: string,
  option: string,
  printer: Printer,
): Promise<SealedPin> {
  const [current, next] = piped ? await readPipedPins(option) : await typePair(question, printer);
  const pair = new Uint8Array(current.length + 1 + next.length);
  pair.set(current);
  pair.set(next, current.length + 1);
  current.fill(0);
  next.fill(0);
  if (pair.length > longestPair) {
    pair.fill(0);
    throw new DvcttError('PIN_LENGTH', { max: prompt.token.maxPinLength });
  }
  return sealAndWipe(prompt, pair);
}

async function typePair(question: string, printer: Printer): Promise<readonly [Uint8Array, Uint8Array]> {
  const current = await readPin({ fromPipe: false, question });
  try {
    for (;;) {
      const next = await readPin({ fromPipe: false, question: 'Mã PIN mới: ' });
      const again = await readPin({ fromPipe: false, question: 'Nhập lại mã PIN mới: ' });
      const same = Buffer.compare(next, again) === 0;
      again.fill(0);
      if (same) return [current, next];
      next.fill(0);
      printer.note('Hai lần nhập mã PIN mới không giống nhau; nhập lại. (The two entries differ.)');
    }
  } catch (cause) {
    current.fill(0);
    throw cause;
  }
}

/** The token's number is asked for, not a “y”: nobody types that by habit. @throws PIN_CANCELLED, USAGE without a terminal */
async function confirmLastPuk(serial: string): Promise<void> {
  requireTerminal('--puk-stdin --final-try');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(
      `⚠ Mã PUK CHỈ CÒN MỘT LƯỢT: sai lần này thì mất token vĩnh viễn.\nGõ số token (${shown(serial)}) để tiếp tục: `,
    );
    if (typed.trim() !== serial) throw new DvcttError('PIN_CANCELLED');
  } finally {
    terminal.close();
  }
}
