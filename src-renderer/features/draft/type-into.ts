import { readLineField } from '#shared/domain/vouchers/field-value.ts';
import type { UsedColumn } from '#shared/domain/vouchers/used-fields.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { showAmount } from '../../format/amount.ts';
import { showDate } from '../../format/date.ts';

/** Puts a text into a field as if a person had typed it, so that the field reads it in its own way. */
export function typeInto(field: HTMLInputElement, text: string): void {
  // React listens to the field's own setter; the prototype's is what a keyboard uses.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** What stands in a cell, as a person would type it. */
export function showAsTyped(line: VoucherLine, { path, definition }: UsedColumn): string {
  const value = readLineField(line, path);
  if (definition.kind === 'amount') return showAmount(value);
  return definition.kind === 'date' ? showDate(value) : value;
}
