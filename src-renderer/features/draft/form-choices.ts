/** The forms that a person is offered: those used last come first, and words narrow them down. */
import { z } from 'zod';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { formIdSchema, type FormId } from '#shared/domain/vouchers/voucher.ts';

const shelf = 'dvctt-last-forms';
const lastFormsSchema = z.array(formIdSchema).max(20);

/** Newest first. */
export function lastForms(stored: string | null = localStorage.getItem(shelf)): readonly FormId[] {
  try {
    return lastFormsSchema.parse(JSON.parse(stored ?? '[]'));
  } catch {
    return [];
  }
}

export function rememberForm(formId: FormId): void {
  localStorage.setItem(shelf, JSON.stringify([formId, ...lastForms().filter((one) => one !== formId)]));
}

/** Forms whose number, symbol or name holds every word, with or without accents; the one of that number first. */
export function findForms(query: string, last: readonly FormId[]): readonly FormDescription[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'mau');
  const place = ({ id }: FormDescription) => {
    // Whoever types a number means that form, not those with the figure in their symbol.
    if (words.includes(id)) return -1;
    const at = last.indexOf(id);
    return at === -1 ? last.length : at;
  };
  return forms
    .filter((form) => {
      const text = plain(`${form.id} ${form.symbol} ${form.title.vi} ${form.title.en}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => place(a) - place(b));
}

const plain = (text: string) => withoutAccents(text).replace(/[^a-z0-9]+/g, ' ');
