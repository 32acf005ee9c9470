const plain = /^[\x20-\x7e]*$/;

/** Lower case without Vietnamese tone and vowel marks: `Điện` → `dien`. */
export function withoutAccents(text: string): string {
  // Numbers, codes and plain words, which are most of what is asked for.
  if (plain.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
}
