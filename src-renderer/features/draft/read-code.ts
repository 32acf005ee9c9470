/** Typed text → the digits of a code, spaces around them dropped; words and too many digits → undefined. */
export function readCode(typed: string, digits: number): string | undefined {
  const code = typed.trim();
  return /^\d*$/.test(code) && code.length <= digits ? code : undefined;
}
