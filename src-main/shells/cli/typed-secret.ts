import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import { visible } from './visible.ts';

const [lineFeed, carriageReturn] = [0x0a, 0x0d];
const enter = new Set([lineFeed, carriageReturn]);
const [interrupt, endOfInput, backspace, del] = [0x03, 0x04, 0x08, 0x7f];

/** What a person's secret may be called when it is too long, or not given after all. */
export interface SecretKind {
  /** Most bytes of it. */
  readonly longest: number;
  readonly tooLong: FailureCode;
  readonly cancelled: FailureCode;
}

/** First line of a pipe, as bytes that can be overwritten; empty when the pipe is. */
export async function firstLine(input: AsyncIterable<Buffer>, kind: SecretKind): Promise<Uint8Array> {
  const [line = new Uint8Array()] = await firstLines(input, 1, kind);
  return line;
}

/**
 * The first `count` lines of a pipe, or as many as there are, as bytes that can be overwritten. Lines end with LF, CR or
 * both; the last one may end with the pipe.
 */
export async function firstLines(
  input: AsyncIterable<Buffer>,
  count: number,
  kind: SecretKind,
): Promise<Uint8Array[]> {
  const lines: Uint8Array[] = [];
  const line = new SecretBytes(kind);
  let ended = true;
  let last = 0;
  for await (const chunk of input) {
    for (const byte of chunk) {
      const rest = byte === lineFeed && last === carriageReturn;
      last = byte;
      if (rest) continue;
      ended = enter.has(byte);
      if (ended) lines.push(line.take());
      else line.push(byte);
      if (lines.length === count) {
        chunk.fill(0);
        return lines;
      }
    }
    chunk.fill(0);
  }
  if (!ended) lines.push(line.take());
  return lines;
}

/** A line typed at the terminal without echo. @throws `kind.cancelled` on Ctrl+C or Ctrl+D. */
export async function typedSecret(question: string, kind: SecretKind): Promise<Uint8Array> {
  const input = process.stdin;
  process.stderr.write(visible(question));
  input.setRawMode(true);
  try {
    return await typedLine(input, kind);
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}

async function typedLine(input: NodeJS.ReadStream, kind: SecretKind): Promise<Uint8Array> {
  const line = new SecretBytes(kind);
  // Leaving the loop must not close the terminal: another question may follow.
  for await (const chunk of input.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (enter.has(byte)) {
        chunk.fill(0);
        return line.take();
      }
      if (byte === interrupt || byte === endOfInput) {
        line.take().fill(0);
        throw new DvcttError(kind.cancelled);
      }
      if (byte === backspace || byte === del) line.pop();
      else line.push(byte);
    }
    chunk.fill(0);
  }
  throw new DvcttError(kind.cancelled);
}

/** A fixed buffer, so that growing leaves no copies of the secret behind. */
class SecretBytes {
  readonly #kind: SecretKind;
  readonly #bytes: Buffer;
  #length = 0;

  constructor(kind: SecretKind) {
    this.#kind = kind;
    this.#bytes = Buffer.alloc(kind.longest);
  }

  push(byte: number): void {
    if (this.#length >= this.#bytes.length) throw new DvcttError(this.#kind.tooLong);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** Takes the last letter back, which in UTF-8 may be several bytes. */
  pop(): void {
    let byte = 0x80;
    while (this.#length > 0 && (byte & 0xc0) === 0x80) {
      this.#length -= 1;
      byte = this.#bytes[this.#length] ?? 0;
      this.#bytes[this.#length] = 0;
    }
  }

  take(): Uint8Array {
    const taken = Uint8Array.from(this.#bytes.subarray(0, this.#length));
    this.#bytes.fill(0);
    this.#length = 0;
    return taken;
  }
}
