import { printableText } from '#shared/domain/text/printable.ts';

/** However much room a letter has. */
const longestText = 120;

/**
 * A text that a stranger may have typed, fit for a letter that the Treasury sends: one line, at most `max` characters,
 * and nothing that a mail program makes a link of or that can be called or paid into. Saving a dossier needs no account:
 * it must not carry advertisements.
 */
export function letterText(text: string, max: number): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\d(?:[\s.,\-–_/()+]*\d){7,}/g, '…')
    .replace(/:\/\//g, ': ')
    .replace(/\.(?=\S)/g, '. ')
    .trim();
  const characters = Array.from(plain);
  const most = Math.min(max, longestText);
  return characters.length <= most ? plain : `${characters.slice(0, most - 1).join('')}…`;
}

/** A note that people will read in log and letter: lines of characters that can be shown; empty when there is nothing. */
export function noteOf(typed: string): string {
  return typed
    .split(/\r\n|\r|\n/)
    .map((line) => printableText(line.replace(/\t/g, ' ')).trim())
    .join('\n')
    .trim();
}
