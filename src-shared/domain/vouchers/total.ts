import { dongSchema, sumDong, type Dong } from '../money/dong.ts';
import { formOf } from './forms/forms.ts';
import type { Voucher } from './voucher.ts';

/** Sum of a voucher's lines, đồng; lines without a well-formed amount yet count as nothing. */
export function voucherTotal(voucher: Voucher): Dong {
  return sumDong(
    voucher.lines.flatMap((line) => (dongSchema.safeParse(line.amount).success ? [line.amount] : [])),
  );
}

/**
 * Whether the voucher moves no money of its own but says who shares in another's (mẫu 20): its sum is already in that
 * one's, so it counts into no other sum.
 */
export function isList(voucher: Pick<Voucher, 'formId'>): boolean {
  return formOf(voucher).rules.some(({ kind }) => kind === 'list');
}
