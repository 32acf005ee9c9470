/** Amounts as people type them into a field: either plainly a whole number of đồng, or not an amount at all. */
import { dongSchema, formatDong } from '#shared/domain/money/dong.ts';

/** What stands in the field for a stored amount. */
export function showAmount(amount: string): string {
  return amount === '' ? '' : formatDong(amount);
}

const space = '[ \\u00a0\\u202f]';
const grouped = ['\\.', ',', space].map((mark) => new RegExp(`^[1-9]\\d{0,2}(${mark}\\d{3})+$`));
const begun = ['\\.', ',', space].map(
  (mark) => new RegExp(`^[1-9]\\d{0,2}(${mark}\\d{3})*(${mark}\\d{0,3})?$`),
);

/**
 * Typed or pasted text → đồng; empty → empty. Dots, commas or spaces (one kind) in groups of three separate thousands;
 * anything else (a decimal part, `1.5`, letters, a minus, more than 18 digits) → undefined, never a guess.
 */
export function readAmount(typed: string): string | undefined {
  const text = typed.trim().replace(/\s*(₫|đ|đồng|vnd)$/i, '');
  if (text === '') return typed.trim() === '' ? '' : undefined;
  if (!/^\d+$/.test(text) && !grouped.some((form) => form.test(text))) return undefined;
  const digits = text.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return dongSchema.safeParse(digits).data;
}

/** Whether more keys can still make it an amount (`7,5` on the way to `7,550`): too early to complain. */
export function mayBecomeAmount(typed: string): boolean {
  const text = typed.trim();
  return text.replace(/\D/g, '').length <= 18 && begun.some((form) => form.test(text));
}

/** An amount field between two keystrokes. */
export interface AmountText {
  readonly text: string;
  /** Its dots were put there by this program, which may therefore move them; those that people type stay. */
  readonly ourDots: boolean;
}

/**
 * The field after an edit that made it `text`. `inserted`: what the edit typed, empty for a deletion, undefined when
 * unknown (a paste). Only digits around our own dots are grouped again; everything else stays as it was typed, so that
 * `1.5` can never turn into 15.
 */
export function editAmount(before: AmountText, text: string, inserted: string | undefined): AmountText {
  const ours = before.ourDots && inserted !== undefined && /^\d*$/.test(inserted) && /^[\d.]*$/.test(text);
  if (!ours && !/^\d*$/.test(text)) return { text, ourDots: false };
  const digits = text.replaceAll('.', '');
  // A zero in front is a number being rewritten (`1.005.000` on its way to `2.005.000`), or too long to be one.
  const plain = digits.startsWith('0') || digits.length > 18;
  return { text: plain ? digits : formatDong(digits), ourDots: true };
}
