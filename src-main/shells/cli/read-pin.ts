import { DvcttError } from '#shared/contract/errors.ts';

const enter = new Set([0x0a, 0x0d]);
const [interrupt, endOfInput, backspace, del] = [0x03, 0x04, 0x08, 0x7f];

/**
 * The PIN as bytes, never as a string: a string cannot be wiped. From a pipe its first line is taken; at a terminal it
 * is typed without echo. The caller overwrites the bytes after sealing them.
 */
export async function readPin(options: {
  readonly fromPipe: boolean;
  readonly question: string;
}): Promise<Uint8Array> {
  const input = process.stdin;
  if (!options.fromPipe && !input.isTTY) {
    throw new DvcttError('USAGE', { reason: 'không có cửa sổ lệnh để nhập mã PIN; dùng --pin-stdin' });
  }
  if (options.fromPipe) return firstLine(input);
  process.stderr.write(options.question);
  input.setRawMode(true);
  try {
    return await typedLine(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}

async function firstLine(input: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const line = new PinBytes();
  for await (const chunk of input) {
    for (const byte of chunk) {
      if (enter.has(byte)) {
        chunk.fill(0);
        return line.take();
      }
      line.push(byte);
    }
    chunk.fill(0);
  }
  return line.take();
}

async function typedLine(input: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const line = new PinBytes();
  for await (const chunk of input) {
    for (const byte of chunk) {
      if (enter.has(byte)) {
        chunk.fill(0);
        return line.take();
      }
      if (byte === interrupt || byte === endOfInput) {
        line.take().fill(0);
        throw new DvcttError('PIN_CANCELLED');
      }
      if (byte === backspace || byte === del) line.pop();
      else line.push(byte);
    }
    chunk.fill(0);
  }
  throw new DvcttError('PIN_CANCELLED');
}

/** A fixed buffer, so that growing leaves no copies of the PIN behind. */
class PinBytes {
  readonly #bytes = Buffer.alloc(256);
  #length = 0;

  push(byte: number): void {
    if (this.#length >= this.#bytes.length) throw new DvcttError('PIN_LENGTH');
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  pop(): void {
    if (this.#length === 0) return;
    this.#length -= 1;
    this.#bytes[this.#length] = 0;
  }

  take(): Uint8Array {
    const taken = Uint8Array.from(this.#bytes.subarray(0, this.#length));
    this.#bytes.fill(0);
    this.#length = 0;
    return taken;
  }
}
