/** Little-endian numbers of an archive. Reading outside of it answers NaN, which passes no check. */
export class Bytes {
  readonly all: Uint8Array;
  readonly #view: DataView;

  constructor(all: Uint8Array) {
    this.all = all;
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  u16(at: number): number {
    return this.#has(at, 2) ? this.#view.getUint16(at, true) : NaN;
  }

  u32(at: number): number {
    return this.#has(at, 4) ? this.#view.getUint32(at, true) : NaN;
  }

  /** Beyond 2^53 the answer is NaN. */
  u64(at: number): number {
    if (!this.#has(at, 8)) return NaN;
    const value = Number(this.#view.getBigUint64(at, true));
    return Number.isSafeInteger(value) ? value : NaN;
  }

  #has(at: number, length: number): boolean {
    return Number.isSafeInteger(at) && at >= 0 && at + length <= this.all.length;
  }
}
