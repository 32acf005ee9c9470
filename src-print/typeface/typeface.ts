/**
 * A face as pdfkit wants it (the part of fontkit's `Font` that `EmbeddedFont` reads). fontkit reads the file once; text is
 * then set one glyph a character, without kerning and ligatures, and subsets are put together from outlines that are
 * already read: shaping and subsetting by fontkit took nine tenths of the time of a print.
 */
import { FontSubset } from './subset.ts';
import { GlyphTable } from './glyphs.ts';

/** What fontkit says of a file. */
export interface ParsedFont {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly italicAngle: number;
  readonly bbox: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
  readonly head: { readonly macStyle: { readonly italic: boolean } };
  readonly post: { readonly isFixedPitch: number };
  readonly 'OS/2': { readonly sFamilyClass: number };
  readonly glyphForCodePoint: (codePoint: number) => { readonly id: number };
}

interface Glyph {
  readonly id: number;
  /** Units of the em. */
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

interface GlyphPosition {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}

export class Typeface {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly italicAngle: number;
  readonly bbox: ParsedFont['bbox'];
  readonly head: ParsedFont['head'];
  readonly post: ParsedFont['post'];
  readonly 'OS/2': ParsedFont['OS/2'];
  readonly #table: GlyphTable;
  readonly #glyphs: ReadonlyMap<string, Glyph>;
  readonly #missing: Glyph;

  /** `characters`: those that texts may hold; any other is drawn as missing. */
  constructor(file: Uint8Array, font: ParsedFont, characters: readonly string[]) {
    this.postscriptName = font.postscriptName;
    this.unitsPerEm = font.unitsPerEm;
    this.ascent = font.ascent;
    this.descent = font.descent;
    this.lineGap = font.lineGap;
    this.xHeight = font.xHeight;
    this.capHeight = font.capHeight;
    this.italicAngle = font.italicAngle;
    this.bbox = font.bbox;
    this.head = font.head;
    this.post = font.post;
    this['OS/2'] = font['OS/2'];
    this.#table = new GlyphTable(file);
    this.#missing = { id: 0, advanceWidth: this.#table.outline(0).advance, codePoints: [0] };
    this.#glyphs = new Map(
      characters.map((character) => {
        const codePoint = character.codePointAt(0) ?? 0;
        const { id } = font.glyphForCodePoint(codePoint);
        return [character, { id, advanceWidth: this.#table.outline(id).advance, codePoints: [codePoint] }];
      }),
    );
  }

  /** Width in units of the em. */
  widthOf(text: string): number {
    let width = 0;
    for (const character of text) width += (this.#glyphs.get(character) ?? this.#missing).advanceWidth;
    return width;
  }

  layout(text: string) {
    const glyphs = Array.from(text, (character) => this.#glyphs.get(character) ?? this.#missing);
    // pdfkit scales the positions in their place: they are made anew each time.
    const positions = glyphs.map(({ advanceWidth }): GlyphPosition => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return {
      glyphs,
      positions,
      /** As wide as the positions say when it is asked: pdfkit scales them first. */
      get advanceWidth() {
        return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      },
    };
  }

  /** Only the one for missing characters is asked for by its number. */
  getGlyph(): Glyph {
    return this.#missing;
  }

  createSubset(): FontSubset {
    return new FontSubset(this.#table);
  }
}
