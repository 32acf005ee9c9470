import { codeLists } from '#shared/domain/codes/catalogue.ts';
import type { FieldDefinition } from '#shared/domain/vouchers/fields.ts';

/** Digits that a code of this field has; undefined for what is no code. */
export function digitsOf({ kind, codes, max }: FieldDefinition): number | undefined {
  if (codes !== undefined) return codeLists[codes].digits;
  return kind === 'digits' ? max : undefined;
}

/** The code with the zeros that a spreadsheet took from its head; the text itself where nothing is missing. */
export function withLeadingZeros(text: string, definition: FieldDefinition): string {
  const digits = digitsOf(definition);
  return digits !== undefined && /^\d+$/.test(text) && text.length < digits
    ? text.padStart(digits, '0')
    : text;
}
