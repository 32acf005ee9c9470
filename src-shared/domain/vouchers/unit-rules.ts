/** Rules of what a voucher says of the unit that makes it: its code, its treasury office, its account. */
import type { Unit } from '../../contract/http.ts';
import type { ValidationIssue } from '../../contract/ipc.ts';
import { formatDate, isRealDate } from '../calendar/vietnam-date.ts';
import type { Catalogue } from '../codes/catalogue.ts';
import { findCode } from '../codes/code-list.ts';
import { parseAccountNumber } from './account-number.ts';
import { advises, blocks } from './issues.ts';
import type { Voucher } from './voucher.ts';

/** What the rules know of the unit. */
export type JudgedUnit = Pick<Unit, 'code' | 'name' | 'treasuryCode' | 'treasuryName' | 'accounts'>;

/** As much of it as its accounts are judged by. */
export type UnitAccounts = Pick<JudgedUnit, 'code' | 'accounts'>;

export function judgeUnit(voucher: Voucher, unit: JudgedUnit, prefix: string): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  if (voucher.unitCode !== '' && voucher.unitCode !== unit.code) {
    issues.push(
      blocks(
        `${prefix}unitCode`,
        'UNIT_MISMATCH',
        `Mã ĐVQHNS phải là mã của đơn vị bạn: ${unit.code}.`,
        `The unit code must be your unit’s: ${unit.code}.`,
      ),
    );
  }
  if (voucher.unitName !== '' && voucher.unitName !== unit.name) {
    issues.push(
      advises(
        `${prefix}unitName`,
        'UNIT_NAME_DIFFERS',
        `Tên đơn vị khác với tên đã đăng ký: ${unit.name}.`,
        `The unit’s name differs from the registered one: ${unit.name}.`,
      ),
    );
  }
  if (voucher.treasuryCode !== '' && voucher.treasuryCode !== unit.treasuryCode) {
    issues.push(
      blocks(
        `${prefix}treasuryCode`,
        'TREASURY_MISMATCH',
        `Đơn vị mở tài khoản tại ${unit.treasuryName} (${unit.treasuryCode}). Chọn lại mã KBNN.`,
        `The unit’s accounts are at ${unit.treasuryName} (${unit.treasuryCode}). Choose that office.`,
      ),
    );
  }
  return issues;
}

/** The unit's own account, of a level that exists, and open. `today`: `yyyy-MM-dd`. */
export function judgeAccount(
  voucher: Voucher,
  unit: UnitAccounts,
  catalogue: Catalogue,
  today: string,
  prefix: string,
): readonly ValidationIssue[] {
  const path = `${prefix}accountNumber`;
  if (voucher.accountNumber === '') return [];
  const parts = parseAccountNumber(voucher.accountNumber);
  if (parts === undefined) {
    return [
      blocks(
        path,
        'ACCOUNT_FORMAT',
        'Tài khoản phải có dạng TKKT.cấp NS.ĐVQHNS, ví dụ 9523.3.1001163.',
        'The account must look like 9523.3.1001163 (account, budget level, unit).',
      ),
    ];
  }
  const account = unit.accounts.find(({ number }) => number === voucher.accountNumber);
  if (parts.unitCode !== unit.code || account === undefined) {
    return [
      blocks(
        path,
        'ACCOUNT_NOT_UNITS',
        'Tài khoản này không phải của đơn vị. Chọn tài khoản trong danh sách đã đăng ký.',
        'The account is not the unit’s. Choose one of the registered accounts.',
      ),
    ];
  }
  if (findCode(catalogue.budgetLevel, parts.budgetLevel) === undefined) {
    return [
      blocks(
        path,
        'CODE_UNKNOWN',
        `Cấp ngân sách ${parts.budgetLevel} trong số tài khoản không có trong danh mục.`,
        `Budget level ${parts.budgetLevel} in the account does not exist.`,
      ),
    ];
  }
  return judgeClosing(account.closedOn, voucher.date, today, path);
}

/** An earlier date on the voucher does not open an account again: the Treasury would book it today. */
function judgeClosing(
  closedOn: string | undefined,
  date: string,
  today: string,
  path: string,
): readonly ValidationIssue[] {
  if (closedOn === undefined || closedOn === '') return [];
  if (closedOn > today && !(isRealDate(date) && closedOn <= date)) return [];
  return [
    blocks(
      path,
      'ACCOUNT_CLOSED',
      `Tài khoản đã đóng từ ngày ${formatDate(closedOn)}. Chọn tài khoản khác của đơn vị.`,
      `The account was closed on ${closedOn}. Choose another account of the unit.`,
    ),
  ];
}
