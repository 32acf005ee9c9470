/** Tinos, metric-compatible with Times New Roman (the face of official papers, Nghị định 30/2020/NĐ-CP), from npm. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { allowedCharacters } from '#shared/domain/text/printable.ts';
import { Typeface, type ParsedFont } from './typeface/typeface.ts';

export type Face = 'regular' | 'bold' | 'italic';

const { resolve } = createRequire(import.meta.url);

/** Paths of the TrueType files. */
export const printFonts: Readonly<Record<Face, string>> = {
  regular: resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
};

const read = new Map<Face, Typeface>();

/** A face, read once for all documents; what is drawn with it stays with each document. */
export function typeface(face: Face): Typeface {
  const known = read.get(face);
  if (known !== undefined) return known;
  const file = readFileSync(printFonts[face]);
  const made = new Typeface(file, fontkit().create(file), allowedCharacters());
  read.set(face, made);
  return made;
}

/** The face for pdfkit's `registerFont`. */
export function printFont(face: Face): PDFKit.Mixins.PDFFontSource {
  // pdfkit takes whatever lays out text as well as bytes (PDFFontFactory.open); its types name the bytes only.
  return typeface(face) as unknown as PDFKit.Mixins.PDFFontSource;
}

/** The parser that pdfkit itself uses, taken from where pdfkit finds it. */
function fontkit(): { readonly create: (file: Uint8Array) => ParsedFont } {
  return createRequire(resolve('pdfkit'))('fontkit') as { readonly create: (file: Uint8Array) => ParsedFont };
}
