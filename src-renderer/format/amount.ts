/** Amounts as people type them into a field. */
import { dongSchema, formatDong } from '#shared/domain/money/dong.ts';

/** What stands in the field for a stored amount. */
export function showAmount(amount: string): string {
  return amount === '' ? '' : formatDong(amount);
}

/**
 * Typed or pasted text → đồng; empty → empty. Dots, spaces, and commas in groups of three separate thousands;
 * anything else (a decimal part, letters, more than 18 digits) → undefined, never a guess.
 */
export function readAmount(typed: string): string | undefined {
  const text = typed.trim().replace(/\s*(đ|đồng|vnd)$/i, '');
  if (text === '') return '';
  const plain = /^\d+$/.test(text);
  const grouped = /^\d{1,3}([.,\s\u00a0]\d{3})+$/.test(text);
  if (!plain && !grouped) return undefined;
  const digits = text.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return dongSchema.safeParse(digits).data;
}

/** What a field shows after a keystroke: grouped when it is an amount, left alone when it is not (yet). */
export function groupWhileTyping(typed: string): string {
  if (!/^[\d.\s]*$/.test(typed)) return typed;
  const digits = typed.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return digits === '' || digits.length > 18 ? digits : formatDong(digits);
}
