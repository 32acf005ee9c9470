/** Further vouchers and lines of a dossier: what rarely changes is taken along, the rest is empty. */
import type { OwnUnit } from '#shared/contract/voucher-desk.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { emptyLine, emptyVoucher, usesOf } from '#shared/domain/vouchers/empty.ts';
import { readField, readLineField, withField, withLineField } from '#shared/domain/vouchers/field-value.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { FormId, Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';

export interface Beside {
  /** The last voucher of the dossier, if any: its account, programme and address go on. */
  readonly before: Voucher | undefined;
  readonly unit: OwnUnit;
  readonly now: Date;
}

/** The unit's own data, the same on every voucher of a dossier unless somebody says otherwise. */
const goesOn = [
  'unitName',
  'address',
  'accountNumber',
  'programCode',
  'treasuryCode',
  'treasuryName',
] as const;

/** An empty voucher of a form. `listFor`: the number of the voucher whose beneficiaries it is to list (mẫu 20). */
export function newVoucher(formId: FormId, { before, unit, now }: Beside, listFor = ''): Voucher {
  const open = unit.accounts.filter(({ closedOn }) => closedOn === undefined || closedOn > vietnamDate(now));
  const voucher = emptyVoucher(
    { ...unit, accounts: open.length > 0 ? open : unit.accounts, members: [] },
    { id: crypto.randomUUID(), lineId: crypto.randomUUID(), date: vietnamDate(now), formId },
  );
  const uses = usesOf(formOf(voucher));
  const sameUnit =
    before === undefined
      ? voucher
      : goesOn.reduce((made, field) => {
          const value = readField(before, field);
          return uses(field) && value !== '' ? withField(made, field, value) : made;
        }, voucher);
  return uses('listFor') ? withField(sameUnit, 'listFor', listFor) : sameUnit;
}

/** Another voucher's content under ids of its own, dated today; its number stays its own. */
export function copiedVoucher(voucher: Voucher, now: Date): Voucher {
  return {
    ...voucher,
    id: crypto.randomUUID(),
    number: '',
    date: vietnamDate(now),
    lines: voucher.lines.map((line) => ({ ...line, id: crypto.randomUUID() })),
  };
}

/** A further line: codes as on the line above, because they rarely change within a voucher. */
export function nextLine(above: VoucherLine | undefined, form: FormDescription): VoucherLine {
  const line = emptyLine({ chapter: above?.chapter ?? '' }, crypto.randomUUID(), form);
  if (above === undefined) return line;
  return form.lines.columns.reduce(
    (made, { field, inherited }) =>
      inherited === true ? withLineField(made, field, readLineField(above, field)) : made,
    line,
  );
}
