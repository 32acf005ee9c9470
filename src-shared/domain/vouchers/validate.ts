/** The rules of mẫu 13 (C2-02a/NS): client and server judge a voucher by the same ones. */
import type { Unit } from '../../contract/http.ts';
import type { ValidationIssue } from '../../contract/ipc.ts';
import { vietnamDate } from '../calendar/vietnam-date.ts';
import { codeLists, type Catalogue } from '../codes/catalogue.ts';
import { findCode } from '../codes/code-list.ts';
import { dongSchema, formatDong } from '../money/dong.ts';
import { isIdentityNumber } from '../people/identity-number.ts';
import { parseAccountNumber } from './account-number.ts';
import { judgeField } from './field-rules.ts';
import { lineFields, voucherFields, type FormField } from './form-13-fields.ts';
import { judgeIds } from './ids.ts';
import { advises, blocks } from './issues.ts';
import { hasTaxCodeCheckDigit, isTaxCodeFormat } from './tax-code.ts';
import { voucherTotal } from './total.ts';
import type { Voucher, VoucherLine } from './voucher.ts';

export interface ValidationContext {
  /** The unit as the server knows it. */
  readonly unit: Pick<Unit, 'code' | 'name' | 'treasuryCode' | 'treasuryName' | 'accounts'>;
  /** Now; dates are judged by the day in Vietnam. */
  readonly today: Date;
  /** Newer catalogues than those that came with the product. */
  readonly catalogue?: Catalogue;
}

/** Everything that is wrong with a voucher; paths start with `prefix`, e.g. `vouchers.0.`. */
export function validateVoucher(
  voucher: Voucher,
  context: ValidationContext,
  prefix = '',
): readonly ValidationIssue[] {
  const today = vietnamDate(context.today);
  const catalogue = context.catalogue ?? codeLists;
  const judge = <Holder>(field: FormField<Holder>, holder: Holder, path: string) =>
    judgeField(field, holder, path, { today, catalogue, required: isRequired(field, voucher) });
  return [
    ...voucherFields.flatMap((field) => judge(field, voucher, prefix + field.path)),
    ...judgeLines(voucher, prefix, (line, path) =>
      lineFields.flatMap((field) => judge(field, line, `${path}.${field.path}`)),
    ),
    ...judgeUnit(voucher, context, prefix),
    ...judgeAccount(voucher, context, catalogue, prefix),
    ...judgeReceiver(voucher, prefix),
    ...judgeTotal(voucher, prefix),
    ...judgeYear(voucher, today, prefix),
  ];
}

function isRequired<Holder>(field: FormField<Holder>, voucher: Voucher): boolean {
  switch (field.required) {
    case 'always':
      return true;
    case 'transfer':
      return voucher.method === 'CHUYEN_KHOAN';
    case 'cash':
      return voucher.method === 'TIEN_MAT';
    case 'never':
      return false;
  }
}

function judgeLines(
  voucher: Voucher,
  prefix: string,
  judgeLine: (line: VoucherLine, path: string) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  const path = `${prefix}lines`;
  if (voucher.lines.length === 0) {
    return [
      blocks(
        path,
        'NO_LINES',
        'Chứng từ chưa có dòng nào. Thêm ít nhất một dòng nội dung thanh toán.',
        'The voucher has no lines. Add at least one.',
      ),
    ];
  }
  return [
    ...judgeIds(voucher.lines, path),
    ...voucher.lines.flatMap((line, at) => judgeLine(line, `${path}.${at}`)),
  ];
}

function judgeUnit(
  voucher: Voucher,
  { unit }: ValidationContext,
  prefix: string,
): readonly ValidationIssue[] {
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

function judgeAccount(
  voucher: Voucher,
  { unit }: ValidationContext,
  catalogue: Catalogue,
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
  if (parts.unitCode !== unit.code || !unit.accounts.some(({ number }) => number === voucher.accountNumber)) {
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
  return [];
}

function judgeReceiver(voucher: Voucher, prefix: string): readonly ValidationIssue[] {
  return [
    ...judgeTaxCode(voucher.payee.taxCode, `${prefix}payee.taxCode`),
    ...judgePayeeAccount(voucher.payee.accountNumber, `${prefix}payee.accountNumber`),
    ...judgeIdentity(voucher.cashReceiver.identityNumber, `${prefix}cashReceiver.identityNumber`),
    ...judgeUnused(voucher, prefix),
  ];
}

function judgeTaxCode(code: string, path: string): readonly ValidationIssue[] {
  if (code === '') return [];
  if (!isTaxCodeFormat(code)) {
    return [
      blocks(
        path,
        'TAX_CODE_FORMAT',
        'Mã số thuế phải có 10 chữ số, 10 chữ số kèm -3 chữ số chi nhánh, hoặc 12 chữ số.',
        'The tax code must have 10 digits, 10 digits and a -3-digit branch, or 12 digits.',
      ),
    ];
  }
  if (hasTaxCodeCheckDigit(code)) return [];
  return [
    advises(
      path,
      'TAX_CODE_CHECK_DIGIT',
      'Chữ số kiểm tra của mã số thuế không khớp, có thể gõ nhầm. So lại với hóa đơn.',
      'The tax code’s check digit does not fit; it may be mistyped. Compare it with the invoice.',
    ),
  ];
}

function judgePayeeAccount(account: string, path: string): readonly ValidationIssue[] {
  if (account.trim() === '' || /^[0-9A-Za-z][0-9A-Za-z.-]{2,29}$/.test(account)) return [];
  return [
    blocks(
      path,
      'PAYEE_ACCOUNT_FORMAT',
      'Số tài khoản chỉ gồm chữ số, chữ cái không dấu, dấu chấm và gạch nối, không có khoảng trắng.',
      'An account number holds digits, plain letters, dots and hyphens only, without spaces.',
    ),
  ];
}

function judgeIdentity(number: string, path: string): readonly ValidationIssue[] {
  if (number.trim() === '' || isIdentityNumber(number)) return [];
  return [
    blocks(
      path,
      'IDENTITY_FORMAT',
      'Số giấy tờ phải là CCCD 12 chữ số, CMND 9 chữ số hoặc hộ chiếu (1 chữ hoa và 7 hoặc 8 chữ số).',
      'The identity number must be 12 digits (CCCD), 9 digits (CMND) or a passport number (a capital and 7 or 8 digits).',
    ),
  ];
}

/** Both blocks are printed and signed, so what does not belong is pointed out. */
function judgeUnused(voucher: Voucher, prefix: string): readonly ValidationIssue[] {
  const cash = voucher.method === 'TIEN_MAT';
  const unused = cash ? voucher.payee : voucher.cashReceiver;
  if (Object.values(unused).every((value) => value.trim() === '')) return [];
  return [
    cash
      ? advises(
          `${prefix}payee`,
          'NOT_USED',
          'Rút tiền mặt không dùng thông tin đơn vị nhận tiền. Xóa nếu nhập nhầm.',
          'A cash withdrawal does not use the payee. Clear it if it is a mistake.',
        )
      : advises(
          `${prefix}cashReceiver`,
          'NOT_USED',
          'Chuyển khoản không dùng thông tin người nhận tiền mặt. Xóa nếu nhập nhầm.',
          'A transfer does not use the cash receiver. Clear it if it is a mistake.',
        ),
  ];
}

function judgeTotal(voucher: Voucher, prefix: string): readonly ValidationIssue[] {
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
  const limit = voucher.contract.amount;
  if (!dongSchema.safeParse(limit).success || BigInt(total) <= BigInt(limit)) return [];
  return [
    advises(
      `${prefix}contract.amount`,
      'OVER_CONTRACT',
      `Tổng số tiền ${formatDong(total)} lớn hơn giá trị hợp đồng ${formatDong(limit)}.`,
      `The total ${formatDong(total)} is more than the contract’s ${formatDong(limit)}.`,
    ),
  ];
}

function judgeYear(voucher: Voucher, today: string, prefix: string): readonly ValidationIssue[] {
  const { date } = voucher;
  if (date === '' || date > today || date.slice(0, 4) === today.slice(0, 4)) return [];
  return [
    advises(
      `${prefix}date`,
      'DATE_OTHER_YEAR',
      `Ngày chứng từ thuộc năm ${date.slice(0, 4)}. Kiểm tra niên độ ngân sách.`,
      `The voucher is dated in ${date.slice(0, 4)}. Check the budget year.`,
    ),
  ];
}
