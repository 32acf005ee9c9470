/** Which number formats show a date (ECMA-376 part 1, §18.8.30 and §18.8.31). */

const builtIn = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn.has(id);
  // Texts, escaped characters and colours or locales say nothing of the kind.
  const plain = code.slice(0, 300).replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[dy]/i.test(plain) && !/[0#?]/.test(plain);
}
