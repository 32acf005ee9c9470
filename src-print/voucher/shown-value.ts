/** What stands on paper for a field: dates as dd/MM/yyyy, amounts with their points, and what follows from other fields. */
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { parseAccountNumber } from '#shared/domain/vouchers/account-number.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import type { Derived, PrintCell } from '#shared/domain/vouchers/forms/description.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';

/** Empty where the voucher says nothing: the form shows a dotted line there. */
export function shownValue(voucher: Voucher, value: PrintCell['value']): string {
  if (isDerived(value)) return derived[value](voucher);
  const shown = asShown(readField(voucher, value), voucherFields[value]);
  return shown !== '' && voucherFields[value].kind === 'amount' ? `${shown} đồng` : shown;
}

const derived: Readonly<Record<Exclude<Derived, VoucherFieldPath>, (voucher: Voucher) => string>> = {
  budgetLevel: ({ accountNumber }) => parseAccountNumber(accountNumber)?.budgetLevel ?? '',
  budgetYear: ({ date }) => date.slice(0, 4),
  total: (voucher) => `${formatDong(voucherTotal(voucher))} đồng`,
  totalInWords: (voucher) => {
    const total = voucherTotal(voucher);
    // A draft may hold a sum that no voucher can carry; the rules stop it before it is signed.
    return total.length > 18 ? '' : amountInWords(total);
  },
};

function isDerived(value: PrintCell['value']): value is keyof typeof derived {
  return Object.hasOwn(derived, value);
}

export function shownLineValue(line: VoucherLine, path: LineFieldPath): string {
  return asShown(readLineField(line, path), lineFields[path]);
}

function asShown(text: string, { kind }: FieldDefinition): string {
  if (text === '') return '';
  if (kind === 'date') return formatDate(text);
  return kind === 'amount' ? formatDong(text) : text;
}
