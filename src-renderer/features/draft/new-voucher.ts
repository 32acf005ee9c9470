/** A further voucher of a dossier: the unit's own data as on the one before it, the rest empty. */
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { emptyLine } from '#shared/domain/vouchers/empty.ts';
import type { User } from '#shared/contract/ipc.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';

/** `before`: the last voucher of the dossier, if any. */
export function nextVoucher(before: Voucher | undefined, user: User, now: Date): Voucher {
  const voucher = emptyVoucher(
    {
      code: user.unitCode,
      name: before?.unitName ?? user.unitName,
      address: before?.address ?? '',
      chapter: before?.lines[0]?.chapter ?? '',
      treasuryCode: user.treasuryCode,
      treasuryName: user.treasuryName,
      accounts: before === undefined ? [] : [{ number: before.accountNumber, name: '' }],
      members: [],
    },
    { id: crypto.randomUUID(), lineId: crypto.randomUUID(), date: vietnamDate(now) },
  );
  return before === undefined ? voucher : { ...voucher, programCode: before.programCode };
}

/** A further line: codes as on the line above, because they rarely change within a voucher. */
export function nextLine(above: VoucherLine | undefined): VoucherLine {
  const line = emptyLine({ chapter: above?.chapter ?? '' }, crypto.randomUUID());
  if (above === undefined) return line;
  return { ...line, ndkt: above.ndkt, sector: above.sector, source: above.source };
}
