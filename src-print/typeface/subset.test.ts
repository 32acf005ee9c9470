import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { allowedCharacters } from '#shared/domain/text/printable.ts';
import { printFonts, typeface, type Face } from '../fonts.ts';

interface Outlined {
  readonly path: { readonly toSVG: () => string };
  readonly advanceWidth: number;
}
interface Parsed {
  readonly getGlyph: (id: number) => Outlined;
  readonly glyphForCodePoint: (codePoint: number) => Outlined & { readonly id: number };
}

/** fontkit reads what we write; it is not used for writing. */
const { resolve } = createRequire(import.meta.url);
const fontkit = createRequire(resolve('pdfkit'))('fontkit') as {
  readonly create: (file: Uint8Array) => Parsed;
};

describe('a font subset', () => {
  it.each(Object.keys(printFonts) as Face[])(
    'draws every character of the %s face as the whole font does',
    (face) => {
      const whole = fontkit.create(readFileSync(printFonts[face]));
      const subset = typeface(face).createSubset();
      const wanted = allowedCharacters().map((character) => {
        const glyph = whole.glyphForCodePoint(character.codePointAt(0) ?? 0);
        return { character, glyph, number: subset.includeGlyph(glyph.id) };
      });
      const written = fontkit.create(subset.encode());
      for (const { character, glyph, number } of wanted) {
        const drawn = written.getGlyph(number);
        expect(drawn.path.toSVG(), character).toBe(glyph.path.toSVG());
        expect(drawn.advanceWidth, character).toBe(glyph.advanceWidth);
      }
    },
  );

  it('is the same for the same characters in the same order, whatever other documents used', () => {
    const subsetOf = (text: string) => {
      const subset = typeface('regular').createSubset();
      for (const { id } of typeface('regular').layout(text).glyphs) subset.includeGlyph(id);
      return Buffer.from(subset.encode());
    };
    const first = subsetOf('Kế toán trưởng');
    subsetOf('ẾỆ ế ê e');
    expect(subsetOf('Kế toán trưởng').equals(first)).toBe(true);
    expect(subsetOf('Chủ tài khoản').equals(first)).toBe(false);
  });
});
