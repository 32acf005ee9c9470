import type { Unit } from '../../contract/http.ts';
import type { VoucherFieldPath } from './fields.ts';
import type { FormDescription } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import type { FormId, Voucher, VoucherLine } from './voucher.ts';

export interface NewVoucher {
  readonly id: string;
  /** Id of its first, empty line. */
  readonly lineId: string;
  /** `yyyy-MM-dd`. */
  readonly date: string;
  /** `13` when left out. */
  readonly formId?: FormId;
}

const noPayee = { name: '', taxCode: '', accountNumber: '', bank: '' } as const;
const noCashReceiver = { name: '', identityNumber: '', issuedOn: '', issuedAt: '' } as const;
const noTax = {
  ndkt: '',
  chapter: '',
  collectorCode: '',
  collectorName: '',
  period: '',
  area: '',
  revenueAccount: '',
  treasuryCode: '',
  treasuryName: '',
  amount: '',
} as const;

/** A voucher to start from: the unit, its first account and its treasury office are filled in, and nothing else. */
export function emptyVoucher(unit: Unit, { id, lineId, date, formId = '13' }: NewVoucher): Voucher {
  const form = formOf({ formId });
  const uses = usesOf(form);
  const account = uses('accountNumber') ? (unit.accounts[0]?.number ?? '') : '';
  return {
    id,
    formId,
    number: '',
    date,
    allocation: 'CHINH_THUC',
    purpose: 'THUC_CHI',
    method: 'CHUYEN_KHOAN',
    unitName: unit.name,
    unitCode: unit.code,
    address: uses('address') ? unit.address : '',
    accountNumber: account,
    treasuryCode: unit.treasuryCode,
    treasuryName: unit.treasuryName,
    programCode: uses('programCode') ? '00000' : '',
    contract: { number: '', date: '', amount: '' },
    lines: [emptyLine(unit, lineId, form)],
    payee: { ...noPayee },
    cashReceiver: { ...noCashReceiver },
    ...(uses('taxpayer.name') ? { taxpayer: { name: '', taxCode: '', address: '' } } : {}),
    ...(uses('tax.treasuryCode') ? { tax: { ...noTax } } : {}),
    ...(uses('payeeAmount') ? { payeeAmount: '' } : {}),
    ...(uses('payer.name') ? { payer: { name: '', address: '', accountNumber: '', bank: '' } } : {}),
    ...(uses('donorCode') ? { donorCode: '' } : {}),
    ...(uses('advance') ? { advance: 'TAM_UNG' } : {}),
    ...(uses('listFor') ? { listFor: '' } : {}),
  };
}

/** An empty line; the unit's own chapter where the form asks for one that is spent from. */
export function emptyLine(
  unit: Pick<Unit, 'chapter'>,
  id: string,
  form: FormDescription = formOf({ formId: '13' }),
): VoucherLine {
  const columns = new Set(form.lines.columns.map(({ field }) => field));
  const line: VoucherLine = {
    id,
    description: '',
    invoiceNumber: '',
    invoiceDate: '',
    ndkt: '',
    chapter: columns.has('chapter') && form.ndkt === 'spending' ? unit.chapter : '',
    sector: '',
    source: '',
    amount: '',
  };
  const more = [...columns].filter((field) => !(field in line));
  return { ...line, ...Object.fromEntries(more.map((field) => [field, ''])) };
}

/** Whether a form has a field, in a section or as a choice. */
export function usesOf(form: FormDescription): (path: VoucherFieldPath) => boolean {
  const used = new Set<string>([
    ...form.sections.flatMap(({ fields }) => fields.map(({ field }) => field)),
    ...form.choices.map(({ field }) => field),
  ]);
  return (path) => used.has(path);
}
