import type { Unit } from '../../contract/http.ts';
import type { Voucher, VoucherLine } from './voucher.ts';

export interface NewVoucher {
  readonly id: string;
  /** Id of its first, empty line. */
  readonly lineId: string;
  /** `yyyy-MM-dd`. */
  readonly date: string;
}

/** A voucher to start from: the unit, its first account and its treasury office are filled in, and nothing else. */
export function emptyVoucher(unit: Unit, { id, lineId, date }: NewVoucher): Voucher {
  return {
    id,
    formId: '13',
    number: '',
    date,
    allocation: 'CHINH_THUC',
    purpose: 'THUC_CHI',
    method: 'CHUYEN_KHOAN',
    unitName: unit.name,
    unitCode: unit.code,
    address: unit.address,
    accountNumber: unit.accounts[0]?.number ?? '',
    treasuryCode: unit.treasuryCode,
    treasuryName: unit.treasuryName,
    programCode: '00000',
    contract: { number: '', date: '', amount: '' },
    lines: [emptyLine(unit, lineId)],
    payee: { name: '', taxCode: '', accountNumber: '', bank: '' },
    cashReceiver: { name: '', identityNumber: '', issuedOn: '', issuedAt: '' },
  };
}

/** An empty line with the unit's own chapter. */
export function emptyLine(unit: Pick<Unit, 'chapter'>, id: string): VoucherLine {
  return {
    id,
    description: '',
    invoiceNumber: '',
    invoiceDate: '',
    ndkt: '',
    chapter: unit.chapter,
    sector: '',
    source: '',
    amount: '',
  };
}
