/** Rules of lists of beneficiaries (mẫu 20): each belongs to one voucher of its dossier and shares out what that pays. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { formatDong, type Dong } from '../money/dong.ts';
import { hasEveryAmount } from '../vouchers/amount-rules.ts';
import { formOf } from '../vouchers/forms/forms.ts';
import { advises, blocks } from '../vouchers/issues.ts';
import { isList, voucherTotal } from '../vouchers/total.ts';
import type { Voucher } from '../vouchers/voucher.ts';

export function judgeLists(vouchers: readonly Voucher[]): readonly ValidationIssue[] {
  const byNumber = new Map(
    vouchers.filter((voucher) => !isList(voucher)).map((voucher) => [voucher.number.trim(), voucher]),
  );
  const listed = new Set<Voucher>();
  return vouchers.flatMap((list, at) => {
    const number = list.listFor?.trim() ?? '';
    // A list that names none is told so by its own rules.
    if (!isList(list) || number === '') return [];
    const path = `vouchers.${at}`;
    const voucher = byNumber.get(number);
    if (voucher === undefined) return [withoutVoucher(number, path)];
    if (listed.has(voucher)) return [secondList(number, path)];
    listed.add(voucher);
    return [...judgeSum(list, voucher, path), ...judgeAccount(list, voucher, path)];
  });
}

/**
 * What a voucher pays to others, đồng: where part of it goes into the budget, the rest. [inference: the domain page says
 * that the totals are equal, and the tax part has no beneficiary]
 */
function paidOut(voucher: Voucher): Dong {
  const isSplit = formOf(voucher).rules.some(({ kind }) => kind === 'split');
  return isSplit ? (voucher.payeeAmount ?? '') : voucherTotal(voucher);
}

function withoutVoucher(number: string, path: string): ValidationIssue {
  return blocks(
    `${path}.listFor`,
    'LIST_WITHOUT_VOUCHER',
    `Hồ sơ không có chứng từ số ${number}. Ghi đúng số của chứng từ mà danh sách này kèm theo.`,
    `The dossier has no voucher ${number}. Give the number of the voucher that this list belongs to.`,
  );
}

function secondList(number: string, path: string): ValidationIssue {
  return blocks(
    `${path}.listFor`,
    'LIST_REPEATED',
    `Chứng từ số ${number} đã có một danh sách thụ hưởng. Gộp hai danh sách thành một.`,
    `Voucher ${number} already has a list of beneficiaries. Join the two lists into one.`,
  );
}

/** Silent while an amount is still to be filled in. */
function judgeSum(list: Voucher, voucher: Voucher, path: string): readonly ValidationIssue[] {
  const [sum, paid] = [voucherTotal(list), paidOut(voucher)];
  if (!hasEveryAmount(list) || !hasEveryAmount(voucher) || paid === '' || sum === paid) return [];
  const difference = BigInt(paid) - BigInt(sum);
  const off = formatDong((difference < 0n ? -difference : difference).toString());
  const short = difference > 0n;
  return [
    blocks(
      `${path}.lines`,
      'LIST_TOTAL',
      `Danh sách cộng được ${formatDong(sum)}, ${short ? 'thiếu' : 'thừa'} ${off} đồng so với ${formatDong(paid)} của chứng từ số ${voucher.number}. Sửa danh sách hoặc chứng từ.`,
      `The list adds up to ${formatDong(sum)}, ${off} đồng ${short ? 'less' : 'more'} than the ${formatDong(paid)} of voucher ${voucher.number}. Correct one of the two.`,
    ),
  ];
}

function judgeAccount(list: Voucher, voucher: Voucher, path: string): readonly ValidationIssue[] {
  if (list.accountNumber === '' || list.accountNumber === voucher.accountNumber) return [];
  return [
    advises(
      `${path}.accountNumber`,
      'LIST_ACCOUNT_DIFFERS',
      `Danh sách ghi tài khoản ${list.accountNumber}, chứng từ số ${voucher.number} ghi ${voucher.accountNumber}.`,
      `The list names account ${list.accountNumber}, and voucher ${voucher.number} names ${voucher.accountNumber}.`,
    ),
  ];
}
