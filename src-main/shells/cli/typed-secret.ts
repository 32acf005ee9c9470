import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';

const enter = new Set([0x0a, 0x0d]);
const [interrupt, endOfInput, backspace, del] = [0x03, 0x04, 0x08, 0x7f];

/** What a person's secret may be called when it is too long, or not given after all. */
export interface SecretKind {
  /** Most bytes of it. */
  readonly longest: number;
  readonly tooLong: FailureCode;
  readonly cancelled: FailureCode;
}

/** First line of a pipe, as bytes that can be overwritten. */
export async function firstLine(input: AsyncIterable<Buffer>, kind: SecretKind): Promise<Uint8Array> {
  const line = new SecretBytes(kind);
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

/** A line typed at the terminal without echo. @throws `kind.cancelled` on Ctrl+C or Ctrl+D. */
export async function typedSecret(question: string, kind: SecretKind): Promise<Uint8Array> {
  const input = process.stdin;
  process.stderr.write(question);
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
