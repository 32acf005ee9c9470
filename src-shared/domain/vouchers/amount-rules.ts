/** Rules of a voucher's amounts together: its total, what it is split into, and what no line may exceed. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { dongSchema, formatDong, sumDong } from '../money/dong.ts';
import { readField, readLineField } from './field-value.ts';
import { lineFields, voucherFields } from './fields.ts';
import type { CeilingRule, FormDescription, SplitRule } from './forms/description.ts';
import { advises, blocks } from './issues.ts';
import { voucherTotal } from './total.ts';
import type { Voucher } from './voucher.ts';

export function judgeAmounts(
  voucher: Voucher,
  form: FormDescription,
  prefix: string,
): readonly ValidationIssue[] {
  const total = voucherTotal(voucher);
  if (total.length > 18) {
    return [
      blocks(
        `${prefix}lines`,
        'TOTAL_TOO_LARGE',
        'Tổng số tiền vượt quá 18 chữ số. Kiểm tra lại số tiền các dòng.',
        'The total has more than 18 digits. Check the lines’ amounts.',
      ),
    ];
  }
  return [
    ...judgeContract(voucher, total, prefix),
    ...form.rules.flatMap((rule) => {
      switch (rule.kind) {
        case 'split':
          return judgeSplit(rule, voucher, total, prefix);
        case 'ceiling':
          return judgeCeiling(rule, voucher, prefix);
        // Judged with the dossier's other vouchers.
        case 'list':
          return [];
      }
    }),
  ];
}

function judgeContract(voucher: Voucher, total: string, prefix: string): readonly ValidationIssue[] {
  const limit = voucher.contract.amount;
  if (!isAmount(limit) || BigInt(total) <= BigInt(limit)) return [];
  return [
    advises(
      `${prefix}contract.amount`,
      'OVER_CONTRACT',
      `Tổng số tiền ${formatDong(total)} lớn hơn giá trị hợp đồng ${formatDong(limit)}.`,
      `The total ${formatDong(total)} is more than the contract’s ${formatDong(limit)}.`,
    ),
  ];
}

/** Silent while a part or a line is still to be filled in: that is said where it is missing. */
function judgeSplit(
  { fields }: SplitRule,
  voucher: Voucher,
  total: string,
  prefix: string,
): readonly ValidationIssue[] {
  const parts = fields.map((path) => readField(voucher, path));
  const last = fields.at(-1);
  if (last === undefined || !parts.every(isAmount) || !hasEveryAmount(voucher)) return [];
  const sum = sumDong(parts);
  if (sum === total) return [];
  const difference = BigInt(total) - BigInt(sum);
  const off = formatDong((difference < 0n ? -difference : difference).toString());
  const names = (language: 'vi' | 'en') =>
    fields.map((path, at) => `“${voucherFields[path].label[language]}” ${formatDong(parts[at] ?? '')}`);
  const short = difference > 0n;
  return [
    blocks(
      `${prefix}${last}`,
      'SPLIT_MISMATCH',
      `${names('vi').join(' cộng ')} là ${formatDong(sum)}, ${short ? 'thiếu' : 'thừa'} ${off} đồng so với tổng các dòng ${formatDong(total)}. Sửa một trong các số này.`,
      `${names('en').join(' and ')} make ${formatDong(sum)}, ${off} đồng ${short ? 'less' : 'more'} than the lines’ total ${formatDong(total)}. Correct one of them.`,
    ),
  ];
}

function judgeCeiling({ column }: CeilingRule, voucher: Voucher, prefix: string): readonly ValidationIssue[] {
  const { label } = lineFields[column];
  return voucher.lines.flatMap((line, at) => {
    const limit = readLineField(line, column);
    if (!isAmount(limit) || !isAmount(line.amount) || BigInt(line.amount) <= BigInt(limit)) return [];
    return [
      blocks(
        `${prefix}lines.${at}.amount`,
        'OVER_CEILING',
        `Số tiền ${formatDong(line.amount)} lớn hơn “${label.vi}” ${formatDong(limit)}. Giảm số tiền hoặc kiểm tra lại số dư.`,
        `The amount ${formatDong(line.amount)} is more than “${label.en}” ${formatDong(limit)}. Lower it or check the balance.`,
      ),
    ];
  });
}

/** Whether each line has a well-formed amount. */
export function hasEveryAmount(voucher: Voucher): boolean {
  return voucher.lines.length > 0 && voucher.lines.every(({ amount }) => isAmount(amount));
}

const isAmount = (text: string) => dongSchema.safeParse(text).success;
