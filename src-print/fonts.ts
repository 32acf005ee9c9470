/** Tinos, metric-compatible with Times New Roman (the face of official papers, Nghị định 30/2020/NĐ-CP), from npm. */
import { createRequire } from 'node:module';
import { allowedCharacters } from '#shared/domain/text/printable.ts';

export type Face = 'regular' | 'bold' | 'italic';

const { resolve } = createRequire(import.meta.url);
type FontSource = PDFKit.Mixins.PDFFontSource;

/** Paths of the TrueType files. */
export const printFonts: Readonly<Record<Face, string>> = {
  regular: resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
};

const parsed = new Map<Face, FontSource>();

/**
 * A face ready for pdfkit. Parsing takes most of the time of a print, so it is done once for all vouchers; what is
 * drawn stays with each document.
 */
export function printFont(face: Face): FontSource {
  const known = parsed.get(face);
  if (known !== undefined) return known;
  const font = fontkit().openSync(printFonts[face]);
  // A glyph keeps the character it was first asked for. Asked first as a part of another (e in ế) it would keep none,
  // and the text of the next document could no longer be searched or copied: so each is asked for by its character now.
  for (const character of allowedCharacters()) font.layout(character);
  parsed.set(face, font);
  return font;
}

type ParsedFont = FontSource & { readonly layout: (text: string) => unknown };

/** The parser that pdfkit itself uses, taken from where pdfkit finds it. */
function fontkit(): { readonly openSync: (path: string) => ParsedFont } {
  // pdfkit takes a font that fontkit has parsed as well as bytes (PDFFontFactory.open); its types name the bytes only.
  return createRequire(resolve('pdfkit'))('fontkit') as { readonly openSync: (path: string) => ParsedFont };
}
