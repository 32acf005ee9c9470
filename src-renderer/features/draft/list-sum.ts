/** A list of beneficiaries beside the voucher that it belongs to. */
import type { Dong } from '#shared/domain/money/dong.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { totalOf } from './line-sums.ts';

export interface ListSum {
  readonly number: string;
  /** Of the voucher; undefined when none, or more than one, of the dossier has that number. */
  readonly total: Dong | undefined;
}

/** Undefined for other forms, and while the list names no voucher. */
export function listSumOf(list: Voucher, all: readonly Voucher[]): ListSum | undefined {
  const number = list.listFor ?? '';
  if (list.formId !== '20' || number === '') return undefined;
  const [voucher, another] = all.filter((one) => one.formId !== '20' && one.number === number);
  const total = voucher === undefined || another !== undefined ? undefined : totalOf(voucher.lines);
  return { number, total };
}
