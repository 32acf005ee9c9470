import type { Letter } from '../letters.ts';
import type { LetterPlace, LetterText } from '../message.ts';

/** The words of one kind of letter. */
export type Template<K extends Letter['letter']> = (
  letter: Extract<Letter, { readonly letter: K }>,
  place: LetterPlace,
) => LetterText;

/** Where the link of a letter leads: a page that hands over to the program. */
export function linkAddress({ publicUrl }: LetterPlace, secret: string): string {
  return `${publicUrl}/lien-ket/${secret}`;
}
