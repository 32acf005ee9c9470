/** Rules of step 2: accounts, units and projects, and the numbers that follow from them. */
import type { ValidationIssue } from '../../contract/issue.ts';
import { formatDate, isRealDate } from '../calendar/vietnam-date.ts';
import { parseAccountNumber } from '../vouchers/account-number.ts';
import { repeats } from '../vouchers/ids.ts';
import { advises, blocks } from '../vouchers/issues.ts';
import { accountNumbers } from './account-numbers.ts';
import type { RegistrationAccount, RegistrationContent } from './registration.ts';

/** As many as a dossier can take out again (`leftOut`); each is printed, signed and read by an officer. */
const mostNumbers = 2000;

/** The list of accounts as a whole, and the dates of each. */
export function judgeAccounts(content: RegistrationContent, today: string): readonly ValidationIssue[] {
  const { accounts } = content;
  if (accounts.length === 0) {
    return [
      blocks(
        'accounts',
        'NO_ACCOUNTS',
        'Chưa có tài khoản nào. Thêm ít nhất một tài khoản của đơn vị đã mở tại KBNN.',
        'There is no account. Add at least one that the unit has at the Treasury.',
      ),
    ];
  }
  const keys = accounts.map(({ account, budgetLevel, program }) =>
    account === '' || budgetLevel === '' ? '' : `${account}.${budgetLevel}.${program || '00000'}`,
  );
  return [
    ...[...repeats(keys)].map((at) =>
      blocks(
        `accounts.${at}.account`,
        'ACCOUNT_REPEATED',
        'Tài khoản này đã có ở dòng trên (cùng mã TKKT, cấp NS và CTMT). Xóa một dòng.',
        'This account stands above already (same TKKT, budget level and programme). Delete one of the rows.',
      ),
    ),
    ...accounts.flatMap((account, at) => judgePeriod(account, `accounts.${at}.to`, today)),
    ...judgeNumbers(content),
  ];
}

export function judgeProjects({ projects }: RegistrationContent): readonly ValidationIssue[] {
  if (projects.length === 0) {
    return [
      blocks(
        'projects',
        'NO_PROJECTS',
        'Chưa có ĐVQHNS hoặc dự án nào. Thêm ít nhất mã ĐVQHNS của đơn vị.',
        'There is no unit or project. Add at least the unit’s own code.',
      ),
    ];
  }
  return [...repeats(projects.map(({ code }) => code.trim()))].map((at) =>
    blocks(
      `projects.${at}.code`,
      'PROJECT_REPEATED',
      'Mã ĐVQHNS/Dự án này đã có ở dòng trên. Xóa một dòng.',
      'This unit or project stands above already. Delete one of the rows.',
    ),
  );
}

function judgePeriod(
  { from, to }: RegistrationAccount,
  path: string,
  today: string,
): readonly ValidationIssue[] {
  if (!isRealDate(to)) return [];
  if (isRealDate(from) && from > to) {
    return [
      blocks(
        path,
        'DATE_ORDER',
        `Ngày kết thúc ${formatDate(to)} trước ngày hiệu lực ${formatDate(from)}. Sửa một trong hai ngày.`,
        `The end ${formatDate(to)} is before the start ${formatDate(from)}. Correct one of the two.`,
      ),
    ];
  }
  if (to >= today) return [];
  return [
    advises(
      path,
      'ACCOUNT_ENDED',
      `Tài khoản đã hết hiệu lực từ ${formatDate(to)}. Xóa dòng này nếu không còn dùng.`,
      `The account ended on ${formatDate(to)}. Delete the row if it is no longer used.`,
    ),
  ];
}

function judgeNumbers(content: RegistrationContent): readonly ValidationIssue[] {
  if (content.leftOut.some((number) => parseAccountNumber(number) === undefined)) {
    return [
      blocks(
        'leftOut',
        'ACCOUNT_FORMAT',
        'Danh sách số tài khoản không dùng có số sai dạng. Bấm ✔ rồi chọn lại các số tài khoản.',
        'The list of account numbers that are taken out holds a malformed one. Choose the numbers again.',
      ),
    ];
  }
  const numbers = accountNumbers(content);
  if (numbers.length > mostNumbers) {
    return [
      blocks(
        'projects',
        'TOO_MANY_NUMBERS',
        `Tài khoản và dự án tạo ra ${numbers.length} số tài khoản, nhiều hơn ${mostNumbers}. Xóa bớt tài khoản hoặc dự án không giao dịch.`,
        `Accounts and projects make ${numbers.length} account numbers, more than ${mostNumbers}. Delete those that are not used.`,
      ),
    ];
  }
  if (numbers.length === 0 || numbers.some(({ used }) => used)) return [];
  return [
    blocks(
      'leftOut',
      'NO_ACCOUNT_USED',
      'Tất cả số tài khoản đều bị bỏ ra. Giữ lại ít nhất một số tài khoản giao dịch.',
      'All account numbers are taken out. Keep at least one.',
    ),
  ];
}
