import { dongSchema, sumDong, type Dong } from '../money/dong.ts';
import type { Voucher } from './voucher.ts';

/** Sum of a voucher's lines, đồng; lines without a well-formed amount yet count as nothing. */
export function voucherTotal(voucher: Voucher): Dong {
  return sumDong(
    voucher.lines.flatMap((line) => (dongSchema.safeParse(line.amount).success ? [line.amount] : [])),
  );
}
