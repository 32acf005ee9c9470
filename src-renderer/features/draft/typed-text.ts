/** A text as it is kept: what people type and paste, without what only its source's layout has put into it. */

/** What a number or code is written with and does not hold: `spaces`, or dots too, as in `070.190.000.017`. */
export type Grouping = 'spaces' | 'spaces and dots';

/** Composed letters (a PDF may give them taken apart) and single spaces between the words; a number without its grouping. */
export function tidied(text: string, grouping?: Grouping): string {
  const composed = text.normalize('NFC');
  switch (grouping) {
    case 'spaces':
      return composed.replace(/\s/g, '');
    case 'spaces and dots':
      return composed.replace(/[\s.]/g, '');
    case undefined:
      return composed.trim().replace(/\s+/g, ' ');
  }
}

/** What a field takes of a text: all of it while it fits, else what of the tidied one fits; `cut` says that some does not. */
export function fitted(
  text: string,
  maxLength: number,
  grouping?: Grouping,
): { readonly text: string; readonly cut: boolean } {
  // Under the fingers nothing moves that need not.
  if (text.length <= maxLength) return { text, cut: false };
  const plain = tidied(text, grouping);
  return { text: plain.slice(0, maxLength), cut: plain.length > maxLength };
}
