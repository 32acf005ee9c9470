/** The outlines of a TrueType file, without their hints: what a screen or printer of today does not need. */
export interface Outline {
  /** As it stands in `glyf`, its length a multiple of four; empty for a space. */
  readonly bytes: Uint8Array;
  /** Glyphs that it is put together from, and where in `bytes` their ids stand (OpenType, “Composite glyph description”). */
  readonly parts: readonly { readonly glyph: number; readonly at: number }[];
  /** Units of the em. */
  readonly advance: number;
  readonly leftBearing: number;
}

const flag = {
  wideArguments: 0x1,
  scale: 0x8,
  more: 0x20,
  scaleXY: 0x40,
  matrix: 0x80,
  hints: 0x100,
} as const;

/** Reads the glyphs of one file; each is read once. */
export class GlyphTable {
  readonly #tables: TableReader;
  readonly #longOffsets: boolean;
  readonly #metrics: number;
  readonly #read = new Map<number, Outline>();

  constructor(file: Uint8Array) {
    this.#tables = tablesOf(file);
    this.#longOffsets = this.#tables('head').getInt16(50) === 1;
    this.#metrics = this.#tables('hhea').getUint16(34);
  }

  /** A table's bytes, to be copied. */
  table(tag: string): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#tables(tag);
    return new Uint8Array(buffer, byteOffset, byteLength).slice();
  }

  outline(glyph: number): Outline {
    const known = this.#read.get(glyph);
    if (known !== undefined) return known;
    const outline = { ...this.#shape(glyph), ...this.#measures(glyph) };
    this.#read.set(glyph, outline);
    return outline;
  }

  #measures(glyph: number): Pick<Outline, 'advance' | 'leftBearing'> {
    const table = this.#tables('hmtx');
    const last = this.#metrics - 1;
    // Glyphs behind the last pair share its advance.
    return glyph <= last
      ? { advance: table.getUint16(glyph * 4), leftBearing: table.getInt16(glyph * 4 + 2) }
      : {
          advance: table.getUint16(last * 4),
          leftBearing: table.getInt16(this.#metrics * 4 + (glyph - this.#metrics) * 2),
        };
  }

  #shape(glyph: number): Pick<Outline, 'bytes' | 'parts'> {
    const start = this.#offset(glyph);
    const { buffer, byteOffset } = this.#tables('glyf');
    const bytes = new Uint8Array(buffer, byteOffset + start, this.#offset(glyph + 1) - start);
    if (bytes.length === 0) return { bytes, parts: [] };
    const contours = viewOf(bytes).getInt16(0);
    return contours < 0 ? unhintedComposite(bytes) : { bytes: unhinted(bytes, contours), parts: [] };
  }

  #offset(glyph: number): number {
    const table = this.#tables('loca');
    return this.#longOffsets ? table.getUint32(glyph * 4) : table.getUint16(glyph * 2) * 2;
  }
}

type TableReader = (tag: string) => DataView;

function tablesOf(file: Uint8Array): TableReader {
  const view = viewOf(file);
  const tables = new Map<string, DataView>();
  for (let at = 0; at < view.getUint16(4); at += 1) {
    const record = 12 + at * 16;
    const tag = String.fromCharCode(...file.subarray(record, record + 4));
    const offset = file.byteOffset + view.getUint32(record + 8);
    tables.set(tag, new DataView(file.buffer, offset, view.getUint32(record + 12)));
  }
  return (tag) => {
    const table = tables.get(tag);
    if (table === undefined) throw new Error(`the font has no table ${tag}`);
    return table;
  };
}

/** A simple glyph: its header and contour ends, no instructions, then flags and coordinates as they are. */
function unhinted(bytes: Uint8Array, contours: number): Uint8Array {
  const instructions = 10 + contours * 2;
  const length = viewOf(bytes).getUint16(instructions);
  const made = new Uint8Array(multipleOfFour(bytes.length - length));
  made.set(bytes.subarray(0, instructions));
  made.set(bytes.subarray(instructions + 2 + length), instructions + 2);
  return made;
}

/** A glyph of several others: the instructions stand behind the last part. */
function unhintedComposite(bytes: Uint8Array): Pick<Outline, 'bytes' | 'parts'> {
  const made = bytes.slice();
  const view = viewOf(made);
  const parts: { glyph: number; at: number }[] = [];
  let at = 10;
  for (;;) {
    const flags = view.getUint16(at);
    view.setUint16(at, flags & ~flag.hints);
    parts.push({ glyph: view.getUint16(at + 2), at: at + 2 });
    at += (flags & flag.wideArguments) === 0 ? 6 : 8;
    if ((flags & flag.scale) !== 0) at += 2;
    else if ((flags & flag.scaleXY) !== 0) at += 4;
    else if ((flags & flag.matrix) !== 0) at += 8;
    if ((flags & flag.more) === 0) break;
  }
  const padded = new Uint8Array(multipleOfFour(at));
  padded.set(made.subarray(0, at));
  return { bytes: padded, parts };
}

const multipleOfFour = (length: number) => Math.ceil(length / 4) * 4;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
