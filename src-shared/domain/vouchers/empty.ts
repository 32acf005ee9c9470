import type { Unit } from '../../contract/http.ts';
import type { VoucherFieldPath } from './fields.ts';
import type { ChoiceField, FormDescription } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import { fieldsOf } from './used-fields.ts';
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

/** What a choice is on a form that offers none; `advance` is then absent. */
export const usualChoices = {
  allocation: 'CHINH_THUC',
  purpose: 'THUC_CHI',
  method: 'CHUYEN_KHOAN',
  advance: '',
} as const satisfies Readonly<Record<ChoiceField, string>>;

const noPayee = { name: '', taxCode: '', accountNumber: '', bank: '' } as const;
const noCashReceiver = { name: '', identityNumber: '', issuedOn: '', issuedAt: '' } as const;
const noTaxpayer = { name: '', taxCode: '', address: '' } as const;
const noPayer = { name: '', address: '', accountNumber: '', bank: '' } as const;
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

/** A voucher of the form with nothing filled in and no line: its groups and fields are those that the form uses. */
export function blankVoucher(formId: FormId, id: string): Voucher {
  const uses = usesOf(formOf({ formId }));
  const { allocation, purpose, method } = usualChoices;
  return {
    id,
    formId,
    number: '',
    date: '',
    allocation,
    purpose,
    method,
    unitName: '',
    unitCode: '',
    address: '',
    accountNumber: '',
    treasuryCode: '',
    treasuryName: '',
    programCode: '',
    contract: { number: '', date: '', amount: '' },
    lines: [],
    payee: { ...noPayee },
    cashReceiver: { ...noCashReceiver },
    ...(uses('taxpayer.name') ? { taxpayer: { ...noTaxpayer } } : {}),
    ...(uses('tax.treasuryCode') ? { tax: { ...noTax } } : {}),
    ...(uses('payeeAmount') ? { payeeAmount: '' } : {}),
    ...(uses('payer.name') ? { payer: { ...noPayer } } : {}),
    ...(uses('donorCode') ? { donorCode: '' } : {}),
    ...(uses('advance') ? { advance: 'TAM_UNG' } : {}),
    ...(uses('listFor') ? { listFor: '' } : {}),
  };
}

/** A voucher to start from: the unit, its first open account and its treasury office are filled in, and nothing else. */
export function emptyVoucher(unit: Unit, { id, lineId, date, formId = '13' }: NewVoucher): Voucher {
  const form = formOf({ formId });
  const uses = usesOf(form);
  const open = unit.accounts.find(({ closedOn }) => closedOn === undefined || closedOn > date);
  return {
    ...blankVoucher(formId, id),
    date,
    unitName: unit.name,
    unitCode: unit.code,
    address: uses('address') ? unit.address : '',
    accountNumber: uses('accountNumber') ? (open?.number ?? '') : '',
    treasuryCode: unit.treasuryCode,
    treasuryName: unit.treasuryName,
    programCode: uses('programCode') ? '00000' : '',
    lines: [emptyLine(unit, lineId, form)],
  };
}

/** A line of the form with nothing filled in. */
export function blankLine(form: FormDescription, id: string): VoucherLine {
  const line: VoucherLine = {
    id,
    description: '',
    invoiceNumber: '',
    invoiceDate: '',
    ndkt: '',
    chapter: '',
    sector: '',
    source: '',
    amount: '',
  };
  const more = fieldsOf(form).columnsInRecord.filter((field) => !(field in line));
  return { ...line, ...Object.fromEntries(more.map((field) => [field, ''])) };
}

/** An empty line; the unit's own chapter where the form asks for one that is spent from. */
export function emptyLine(
  unit: Pick<Unit, 'chapter'>,
  id: string,
  form: FormDescription = formOf({ formId: '13' }),
): VoucherLine {
  const line = blankLine(form, id);
  const spends = form.ndkt === 'spending' && fieldsOf(form).columnsInRecord.includes('chapter');
  return spends ? { ...line, chapter: unit.chapter } : line;
}

/** Whether a form has a field, in a section or as a choice. */
export function usesOf(form: FormDescription): (path: VoucherFieldPath) => boolean {
  const used = new Set<VoucherFieldPath>(fieldsOf(form).inRecord);
  return (path) => used.has(path);
}
