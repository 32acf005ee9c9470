/** The glyphs of one document as a TrueType font program (ISO 32000-1 §9.9: glyf, head, hhea, hmtx, loca, maxp). */
import type { GlyphTable } from './glyphs.ts';

export class FontSubset {
  readonly #glyphs: GlyphTable;
  /** Glyphs of the file by their number here; a glyph's number is the order in which it was first used. */
  readonly #used: number[] = [];
  readonly #numbers = new Map<number, number>();

  constructor(glyphs: GlyphTable) {
    this.#glyphs = glyphs;
    // The first one is the mark for a missing character.
    this.includeGlyph(0);
  }

  /** The glyph's number in this font. */
  includeGlyph(glyph: number): number {
    const known = this.#numbers.get(glyph);
    if (known !== undefined) return known;
    const number = this.#used.push(glyph) - 1;
    this.#numbers.set(glyph, number);
    return number;
  }

  /** The font program; the same glyphs used in the same order give the same bytes. */
  encode(): Uint8Array {
    const glyf: Uint8Array[] = [];
    const offsets = [0];
    const metrics: number[] = [];
    // The parts of a glyph are added while its kind goes on.
    for (let at = 0; at < this.#used.length; at += 1) {
      const { bytes, parts, advance, leftBearing } = this.#glyphs.outline(this.#used[at] ?? 0);
      const own = parts.length === 0 ? bytes : bytes.slice();
      for (const part of parts) setUint16(own, part.at, this.includeGlyph(part.glyph));
      glyf.push(own);
      offsets.push((offsets.at(-1) ?? 0) + own.length);
      metrics.push(advance, leftBearing);
    }
    const count = this.#used.length;
    const head = this.#glyphs.table('head');
    setUint32(head, 8, 0);
    // Long offsets.
    setUint16(head, 50, 1);
    const hhea = this.#glyphs.table('hhea');
    setUint16(hhea, 34, count);
    const maxp = this.#glyphs.table('maxp');
    setUint16(maxp, 4, count);
    // No instructions are left.
    setUint16(maxp, 26, 0);
    return writeTables([
      ['glyf', joined(glyf)],
      ['head', head],
      ['hhea', hhea],
      ['hmtx', bigEndian(metrics, 2)],
      ['loca', bigEndian(offsets, 4)],
      ['maxp', maxp],
    ]);
  }
}

/** The tables behind their directory, in the order of their tags as it asks for. */
function writeTables(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const directory = new Uint8Array(12 + tables.length * 16);
  setUint32(directory, 0, 0x00010000);
  setUint16(directory, 4, tables.length);
  const power = Math.floor(Math.log2(tables.length));
  setUint16(directory, 6, 2 ** power * 16);
  setUint16(directory, 8, power);
  setUint16(directory, 10, (tables.length - 2 ** power) * 16);
  let offset = directory.length;
  const padded = tables.map(([tag, bytes], at) => {
    const record = 12 + at * 16;
    directory.set(new TextEncoder().encode(tag), record);
    const body = bytes.length % 4 === 0 ? bytes : joined([bytes, new Uint8Array(4 - (bytes.length % 4))]);
    setUint32(directory, record + 4, checksum(body));
    setUint32(directory, record + 8, offset);
    setUint32(directory, record + 12, bytes.length);
    offset += body.length;
    return body;
  });
  const file = joined([directory, ...padded]);
  const headAt = viewOf(directory).getUint32(12 + tables.findIndex(([tag]) => tag === 'head') * 16 + 8);
  // OpenType, “head”: checkSumAdjustment.
  setUint32(file, headAt + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}

/** Sum of the 32-bit words; `bytes` has a multiple of four. */
function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const made = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    made.set(chunk, at);
    at += chunk.length;
  }
  return made;
}

function bigEndian(numbers: readonly number[], size: 2 | 4): Uint8Array {
  const made = new Uint8Array(numbers.length * size);
  const view = viewOf(made);
  numbers.forEach((number, at) => {
    // Negative bearings are stored as their two's complement.
    if (size === 2) view.setInt16(at * 2, number);
    else view.setUint32(at * 4, number);
  });
  return made;
}

function setUint16(bytes: Uint8Array, at: number, value: number): void {
  viewOf(bytes).setUint16(at, value);
}

function setUint32(bytes: Uint8Array, at: number, value: number): void {
  viewOf(bytes).setUint32(at, value);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
