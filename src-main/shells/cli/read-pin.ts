import { DvcttError } from '#shared/contract/errors.ts';
import { firstLine, typedSecret, type SecretKind } from './typed-secret.ts';

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
  if (!process.stdin.isTTY) {
    throw new DvcttError('USAGE', { reason: 'không có cửa sổ lệnh để nhập mã PIN; dùng --pin-stdin' });
  }
  return typedSecret(options.question, pin);
}
