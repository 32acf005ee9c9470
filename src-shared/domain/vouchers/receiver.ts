/** Who gets a voucher’s money: the one answer that lists, reviews and pages give. */
import type { Voucher } from './voucher.ts';

/** Whether the money goes to the voucher’s `payee`, and to nobody else. */
export function paysPayee({ formId, method }: Pick<Voucher, 'formId' | 'method'>): boolean {
  switch (formId) {
    case '13':
    case '14':
      return method === 'CHUYEN_KHOAN';
    case '17':
    case '18':
      return true;
    case '02':
    case '08':
    case '10':
    case '20':
      return false;
  }
}

/**
 * In the words of the printed form: a name, where a payment into the budget goes, or what moves no money to anybody.
 * Never the name in a block that the chosen method leaves out. Empty while nobody is named.
 */
export function receiverOf(voucher: Voucher): string {
  switch (voucher.formId) {
    case '13':
    case '14':
    case '17':
    case '18':
      return paysPayee(voucher) ? voucher.payee.name : voucher.cashReceiver.name;
    case '02':
      return [voucher.tax?.collectorName ?? '', voucher.tax?.treasuryName ?? '']
        .filter((name) => name !== '')
        .join(' – ');
    // Returned to the unit’s own funds, at its treasury.
    case '08':
      return voucher.treasuryName;
    case '10':
      return 'Thanh toán tạm ứng';
    case '20':
      return `${voucher.lines.length} người thụ hưởng`;
  }
}
