/** Tinos, metric-compatible with Times New Roman (the face of official papers, Nghị định 30/2020/NĐ-CP), from npm. */
import { createRequire } from 'node:module';

export type Face = 'regular' | 'bold' | 'italic';

const { resolve } = createRequire(import.meta.url);

/** Paths of the TrueType files. */
export const printFonts: Readonly<Record<Face, string>> = {
  regular: resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
};
