/**
 * Frames between the core and a process that runs native code: the length (4 bytes, big-endian), then JSON in which bytes
 * are `{ "$bytes": base64 }`. Not Node's own channel: whatever writes nonsense there ends the process that reads it. Not
 * the structured clone either: a few of its bytes can stand for endless arrays and for the same object a million times.
 */

/** Longest message, bytes. The certificates of a dozen tokens are a tenth of it. */
export const longestFrame = 4 * 1024 * 1024;

const headLength = 4;

/** Throws RangeError for a message that is too long, and TypeError for one that is no JSON. */
export function encodeFrame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message, bytesAsText), 'utf8');
  if (text.length > longestFrame) throw new RangeError(`a message of ${text.length} bytes`);
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(text.length);
  return Buffer.concat([head, text]);
}

function bytesAsText(this: unknown, key: string, value: unknown): unknown {
  // A Buffer has made itself a list of numbers by now; its holder still has the bytes.
  const raw: unknown = typeof this === 'object' && this !== null ? Reflect.get(this, key) : undefined;
  if (!(raw instanceof Uint8Array)) return value;
  return { $bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') };
}

function textAsBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value;
  return typeof value.$bytes === 'string' ? new Uint8Array(Buffer.from(value.$bytes, 'base64')) : value;
}

/** One message and how many bytes it was. */
export interface Frame {
  readonly message: unknown;
  readonly size: number;
}

/** Puts pieces together. Never holds more than one frame and what was given to it. */
export class FrameReader {
  readonly #head = Buffer.alloc(headLength);
  #headRead = 0;
  #body: Buffer | undefined;
  #bodyRead = 0;
  #rest: Buffer = Buffer.alloc(0);

  give(piece: Buffer): void {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
  }

  /** The next whole frame, or undefined until more is given. Throws for anything that is none. */
  next(): Frame | undefined {
    if (this.#body === undefined) {
      this.#headRead += this.#take(this.#head, this.#headRead);
      if (this.#headRead < headLength) return undefined;
      const length = this.#head.readUInt32BE();
      if (length === 0 || length > longestFrame) throw new RangeError(`a message of ${length} bytes`);
      this.#body = Buffer.alloc(length);
      this.#bodyRead = 0;
    }
    const body = this.#body;
    this.#bodyRead += this.#take(body, this.#bodyRead);
    if (this.#bodyRead < body.length) return undefined;
    this.#body = undefined;
    this.#headRead = 0;
    return { message: JSON.parse(body.toString('utf8'), textAsBytes), size: body.length };
  }

  #take(into: Buffer, at: number): number {
    const taken = this.#rest.copy(into, at);
    this.#rest = this.#rest.subarray(taken);
    return taken;
  }
}
