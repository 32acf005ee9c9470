import { DvcttError } from '#shared/contract/errors.ts';
import { firstLine, firstLines, typedSecret, type SecretKind } from './typed-secret.ts';

const pin: SecretKind = { longest: 256, tooLong: 'PIN_LENGTH', cancelled: 'PIN_CANCELLED' };

/**
 * The PIN as bytes, never as a string: a string cannot be wiped. From a pipe its first line is taken; at a terminal it
 * is typed without echo. The caller overwrites the bytes after sealing them.
 */
export async function readPin(options: {
  readonly fromPipe: boolean;
  readonly question: string;
}): Promise<Uint8Array> {
  if (options.fromPipe) return firstLine(process.stdin, pin);
  requireTerminal('--pin-stdin');
  return typedSecret(options.question, pin);
}

/** Two secrets from the first two lines of the pipe. @throws USAGE when there are fewer */
export async function readPipedPins(option: string): Promise<readonly [Uint8Array, Uint8Array]> {
  const [first, second] = await firstLines(process.stdin, 2, pin);
  if (first === undefined || second === undefined) {
    first?.fill(0);
    throw new DvcttError('USAGE', { reason: `${option} cần hai dòng ở stdin: mã đang có, rồi mã PIN mới` });
  }
  return [first, second];
}

/** @throws USAGE, naming the option that serves in its place, when nobody can be asked */
export function requireTerminal(option: string): void {
  if (!process.stdin.isTTY) {
    throw new DvcttError('USAGE', { reason: `không có cửa sổ lệnh để nhập; dùng ${option}` });
  }
}
