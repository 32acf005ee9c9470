/** How hard a passphrase is to guess, roughly: a hint while typing, not a gate beyond the length. */

/** The core refuses anything shorter (STORE_PASSPHRASE_WEAK). */
export const shortestPassphrase = 10;

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/** Counts what a guesser must find: repeated letters and runs such as 12345 add next to nothing. */
export function passphraseStrength(passphrase: string): Strength {
  const letters = Array.from(passphrase);
  if (letters.length < shortestPassphrase) return 'short';
  const surprising = letters.filter((letter, at) => {
    const before = letters[at - 1];
    if (before === undefined) return true;
    const step = (letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
    return Math.abs(step) > 1;
  }).length;
  const different = new Set(letters).size;
  const words = passphrase.split(/\s+/).filter((word) => word.length > 1).length;
  if (different < 6 || surprising < 8) return 'weak';
  if (words >= 4 || (surprising >= 14 && different >= 9)) return 'strong';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(passphrase),
  ).length;
  return kinds >= 2 || surprising >= 12 ? 'fair' : 'weak';
}

/** Letters that a Vietnamese keyboard program made; typed without it another day, the store would not open. */
export function hasAccents(passphrase: string): boolean {
  return /[^\u0020-\u007e]/.test(passphrase);
}
