/** Changes to the voucher that is open, always made to it as it stands at that moment. */
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import type { VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';
import { withField } from '#shared/domain/vouchers/field-value.ts';
import { withoutLeftOut } from '#shared/domain/vouchers/left-out.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';

export type ChangeVoucher = (change: (voucher: Voucher) => Voucher) => void;

export interface VoucherEdit {
  readonly set: (path: VoucherFieldPath, value: string) => void;
  readonly lines: (change: (lines: readonly VoucherLine[]) => VoucherLine[]) => void;
  readonly voucher: ChangeVoucher;
  /** The voucher and its dossier at this moment. */
  readonly now: () => { readonly voucher: Voucher | undefined; readonly all: readonly Voucher[] };
}

/** A code that names an office brings its name along. */
const namesOf: ReadonlyMap<VoucherFieldPath, VoucherFieldPath> = new Map([
  ['treasuryCode', 'treasuryName'],
  ['tax.treasuryCode', 'tax.treasuryName'],
]);

/** With another method the block of the one before is cleared, for it is printed too; an undo brings it back. */
export function setField(voucher: Voucher, path: VoucherFieldPath, value: string): Voucher {
  const changed = withField(voucher, path, value);
  if (path === 'method') return withoutLeftOut(changed);
  const nameAt = namesOf.get(path);
  const office = nameAt === undefined ? undefined : findCode(codeLists.treasury, value);
  return nameAt === undefined || office === undefined ? changed : withField(changed, nameAt, office.name);
}

export function voucherEdit(voucher: ChangeVoucher, now: VoucherEdit['now']): VoucherEdit {
  return {
    voucher,
    now,
    set: (path, value) => voucher((before) => setField(before, path, value)),
    lines: (change) => voucher((before) => ({ ...before, lines: change(before.lines) })),
  };
}
