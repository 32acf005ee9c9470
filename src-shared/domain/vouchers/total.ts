import { sumDong, type Dong } from '../money/dong.ts';
import type { Voucher } from './voucher.ts';

/** Sum of a voucher's lines, đồng; lines without an amount yet count as nothing. */
export function voucherTotal(voucher: Voucher): Dong {
  return sumDong(voucher.lines.flatMap((line) => (line.amount === '' ? [] : [line.amount])));
}
