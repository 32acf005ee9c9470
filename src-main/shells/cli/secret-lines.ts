import type { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';

/** More than all passwords, passphrases and codes of a command together, octets. */
const longestInput = 4_096;

/**
 * Lines of stdin, each as soon as it is there: a one-time code is written by whoever pipes only after the password before
 * it was used. Lines are bytes, of which one may be a PIN: what they were cut from is overwritten.
 */
export class SecretLines {
  readonly #input: Readable;
  readonly #lines: Buffer[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #length = 0;
  #ended = false;
  #failure: Error | undefined;
  #heard: (() => void) | undefined;

  constructor(input: Readable) {
    this.#input = input;
    input.on('data', (chunk: Buffer) => this.#take(chunk));
    input.on('end', () => this.#end());
    input.on('error', (cause: Error) => this.#end(cause));
    input.pause();
  }

  /** Line `index` from 0, without its end; undefined when there are fewer. @throws USAGE when there is too much */
  async line(index: number): Promise<Buffer | undefined> {
    while (this.#lines.length <= index && !this.#ended) {
      const heard = new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
      this.#input.resume();
      await heard;
    }
    // A pipe that its writer leaves open must not keep the command from ending.
    this.#input.pause();
    if (this.#failure !== undefined) throw this.#failure;
    return this.#lines[index];
  }

  #take(chunk: Buffer): void {
    this.#length += chunk.length;
    const whole = Buffer.concat([this.#rest, chunk]);
    for (const bytes of [this.#rest, chunk]) bytes.fill(0);
    let from = 0;
    for (let end = whole.indexOf(0x0a); end >= 0; end = whole.indexOf(0x0a, from)) {
      this.#lines.push(withoutReturn(whole.subarray(from, end)));
      from = end + 1;
    }
    this.#rest = Buffer.from(whole.subarray(from));
    whole.fill(0);
    if (this.#length > longestInput) this.#end(new DvcttError('USAGE', { reason: 'stdin quá dài' }));
    else this.#heard?.();
  }

  #end(failure?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#lines.push(withoutReturn(this.#rest));
    this.#rest.fill(0);
    this.#heard?.();
  }
}

function withoutReturn(line: Buffer): Buffer {
  return Buffer.from(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
}
