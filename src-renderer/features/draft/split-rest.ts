/** Amounts that must add up to the total of the lines (mẫu 14, 18): what is not divided yet. */
import { dongSchema } from '#shared/domain/money/dong.ts';
import { readField } from '#shared/domain/vouchers/field-value.ts';
import type { VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { totalOf } from './line-sums.ts';

export interface SplitState {
  readonly parts: readonly { readonly field: VoucherFieldPath; readonly amount: bigint }[];
  /** Đồng; negative when the parts are more than the total. */
  readonly rest: bigint;
  /** What the last part must be so that nothing is left; undefined when the others alone are too much. */
  readonly lastPart: { readonly field: VoucherFieldPath; readonly amount: string } | undefined;
}

/** Undefined for a form without such a rule. */
export function splitOf(voucher: Voucher, form: FormDescription): SplitState | undefined {
  const rule = form.rules.find((one) => one.kind === 'split');
  if (rule === undefined) return undefined;
  const parts = rule.fields.map((field) => ({ field, amount: amountOf(readField(voucher, field)) }));
  const rest = parts.reduce((left, { amount }) => left - amount, BigInt(totalOf(voucher.lines)));
  const last = parts.at(-1);
  const wanted = last === undefined ? -1n : last.amount + rest;
  return {
    parts,
    rest,
    lastPart:
      last === undefined || wanted < 0n ? undefined : { field: last.field, amount: wanted.toString() },
  };
}

function amountOf(text: string): bigint {
  const read = dongSchema.safeParse(text);
  return read.success ? BigInt(read.data) : 0n;
}
