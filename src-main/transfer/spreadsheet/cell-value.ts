/** What a cell says in a field of ours, or that it cannot be read. */
import type { FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import type { ChoiceField, FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { dateOfSerial } from '../../tables/serial-date.ts';
import type { Cell } from '../../tables/sheet.ts';
import { withLeadingZeros } from '../code-digits.ts';
import { dateOfTyped } from '../typed-date.ts';
import { dongOfDecimal, dongOfTyped } from '../whole-dong.ts';
import { choiceValue } from './choice-names.ts';
import { isChoice } from './voucher-table.ts';

export interface CellContext {
  readonly form: FormDescription;
  /** `payee.taxCode`, `ndkt`. */
  readonly path: string;
  readonly definition: FieldDefinition;
  readonly from1904: boolean;
}

/** Excel keeps so many digits of a number; the others have become zeros. */
const digitsOfNumber = 15;
/** Codes whose length no catalogue tells. */
const fixedDigits: Readonly<Record<string, readonly number[]>> = {
  unitCode: [7],
  'payee.taxCode': [10, 13],
  'taxpayer.taxCode': [10, 13],
  'cashReceiver.identityNumber': [12],
  payeeIdentity: [12],
};

/** The field's text; undefined when the cell holds the wrong kind of value. */
export function cellValue(cell: Cell, context: CellContext): string | undefined {
  if (cell.kind === 'error' || cell.kind === 'boolean') return undefined;
  // A formula that nobody computed yet.
  if (cell.formula && cell.text.trim() === '') return undefined;
  const { kind } = context.definition;
  if (kind === 'amount') return dongOfCell(cell);
  if (kind === 'date') return dateOf(cell, context.from1904);
  const text = textOf(cell, context)?.normalize('NFC').trim();
  if (text === undefined) return undefined;
  if (isChoice(context.path)) return choiceOf(text, context.form, context.path);
  return text.length > context.definition.max ? undefined : text;
}

/** The code with the zeros that a spreadsheet took from its head. */
export function restoredZeros(text: string, { path, definition }: CellContext): string {
  const [shortest] = fixedDigits[path]?.filter((digits) => digits >= text.length) ?? [];
  if (shortest === undefined) return withLeadingZeros(text, definition);
  // Only one zero is likely to have been there; a much shorter number is a mistake of another kind.
  return /^[1-9]\d*$/.test(text) && shortest - text.length <= 2 ? text.padStart(shortest, '0') : text;
}

/** Whole đồng as digits; undefined for anything else that a cell may hold. */
export function dongOfCell({ kind, text }: Cell): string | undefined {
  if (kind === 'number') {
    const dong = dongOfDecimal(text);
    return dong !== undefined && dong.length <= digitsOfNumber ? dong : undefined;
  }
  return kind === 'text' ? dongOfTyped(text) : undefined;
}

function dateOf({ kind, text }: Cell, from1904: boolean): string | undefined {
  if (kind === 'text') return dateOfTyped(text);
  return /^\d+(?:\.\d+)?$/.test(text) ? dateOfSerial(Number(text), from1904) : dateOfTyped(text.slice(0, 10));
}

function textOf({ kind, text }: Cell, context: CellContext): string | undefined {
  if (kind === 'number') return digitsOf(text);
  if (kind !== 'date') return text;
  // Excel takes `10/2026` for a day in October.
  const date = context.path.endsWith('eriod')
    ? dateOf({ kind, text, formula: false }, context.from1904)
    : undefined;
  if (date === undefined) return undefined;
  return date.endsWith('-01') ? formatDate(date).slice(3) : formatDate(date);
}

/** A number in a column of texts: as digits, unless Excel has lost some of them. */
function digitsOf(text: string): string | undefined {
  const whole = dongOfDecimal(text);
  if (whole !== undefined) return whole.length > digitsOfNumber ? undefined : whole;
  return /^-?\d+(?:\.\d{1,6})?$/.test(text) ? text : undefined;
}

function choiceOf(text: string, form: FormDescription, path: ChoiceField): string | undefined {
  return text === '' ? '' : choiceValue(form, path, text);
}
