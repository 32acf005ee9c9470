import type { BookedPayee } from '../../contract/voucher-desk.ts';
import type { ValidationIssue } from '../../contract/ipc.ts';
import { advises } from './issues.ts';
import { payeeKey, payeePerson } from './payee-key.ts';
import type { Voucher } from './voucher.ts';

/**
 * Advice where a voucher pays an account that this payee was never paid on: a changed account is how money is stolen by
 * letter. Compared with rows that somebody vouches for: saved ones, and those on vouchers that were sent on; what stands
 * on drafts alone proves nothing. None where the payee is new.
 * @param book rows of `payees.list` asked for by the payee's tax code or name
 * @param path of the voucher: `vouchers.0`
 */
export function payeeAdvice(
  book: readonly BookedPayee[],
  voucher: Voucher,
  path: string,
): readonly ValidationIssue[] {
  const { payee } = voucher;
  const key = payeeKey(payee);
  if (key === '') return [];
  const known = book.filter((row) => isVouchedFor(row) && isSame(row, payee));
  const [most] = known;
  if (most === undefined || known.some((row) => payeeKey(row) === key)) return [];
  const before = [most.accountNumber, most.bank].filter((part) => part !== '').join(', ');
  return [
    advises(
      `${path}.payee.accountNumber`,
      'PAYEE_ACCOUNT_DIFFERS',
      `Số tài khoản khác lần trước: đơn vị này từng được trả vào ${before}. Gọi cho bên nhận theo số điện thoại đã biết để xác nhận trước khi gửi.`,
      `The account differs from last time: this payee was paid on ${before}. Call them on a number that you know and have it confirmed before you send.`,
    ),
  ];
}

function isVouchedFor({ from, times }: BookedPayee): boolean {
  return from === 'saved' || times > 0;
}

/** By tax code where both have one; else by name. */
function isSame(row: BookedPayee, payee: Voucher['payee']): boolean {
  const bothCoded = row.taxCode.trim() !== '' && payee.taxCode.trim() !== '';
  const person = bothCoded ? payeePerson : ({ name }: Voucher['payee']) => payeePerson({ name, taxCode: '' });
  const wanted = person(payee);
  return wanted !== '' && wanted === person(row);
}
