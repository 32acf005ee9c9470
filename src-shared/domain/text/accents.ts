/** Lower case without Vietnamese tone and vowel marks: `Điện` → `dien`. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
}
