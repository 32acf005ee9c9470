/** Rules of texts that have a shape of their own: tax codes, accounts, identity papers, tax periods. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { isIdentityNumber } from '../people/identity-number.ts';
import type { FieldFormat } from './fields.ts';
import { advises, blocks, type IssueText } from './issues.ts';
import { hasTaxCodeCheckDigit, isTaxCodeFormat } from './tax-code.ts';
import { isTaxPeriod } from './tax-period.ts';

/** Judges a filled-in text; at most one issue. `today`: `yyyy-MM-dd`. */
export function judgeFormat(
  format: FieldFormat,
  value: string,
  path: string,
  label: IssueText,
  today: string,
): readonly ValidationIssue[] {
  switch (format) {
    case 'taxCode':
      return judgeTaxCode(value, path);
    case 'bankAccount':
      return judgeBankAccount(value, path);
    case 'identity':
      return judgeIdentity(value, path);
    case 'taxPeriod':
      return judgeTaxPeriod(value, path, label);
    case 'area':
      return judgeArea(value, path, label);
    case 'year':
      return judgeYear(value, path, label, today);
    // Judged with the unit: `unit-rules.ts`.
    case 'unitAccount':
      return [];
  }
}

function judgeTaxCode(code: string, path: string): readonly ValidationIssue[] {
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

function judgeBankAccount(account: string, path: string): readonly ValidationIssue[] {
  if (/^[0-9A-Za-z][0-9A-Za-z.-]{2,29}$/.test(account)) return [];
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
  if (isIdentityNumber(number)) return [];
  return [
    blocks(
      path,
      'IDENTITY_FORMAT',
      'Số giấy tờ phải là CCCD 12 chữ số, CMND 9 chữ số hoặc hộ chiếu (1 chữ hoa và 7 hoặc 8 chữ số).',
      'The identity number must be 12 digits (CCCD), 9 digits (CMND) or a passport number (a capital and 7 or 8 digits).',
    ),
  ];
}

/** Advice alone: decisions and declarations write their periods in more ways than a rule can know. */
function judgeTaxPeriod(period: string, path: string, label: IssueText): readonly ValidationIssue[] {
  if (isTaxPeriod(period)) return [];
  return [
    advises(
      path,
      'TAX_PERIOD',
      `“${label.vi}” thường ghi dạng 10/2026, Q3/2026, 2026 hoặc ngày quyết định 05/11/2026. Kiểm tra lại.`,
      `“${label.en}” is usually written 10/2026, Q3/2026, 2026 or the decision’s date 05/11/2026. Check it.`,
    ),
  ];
}

/** Five digits; codes of districts and provinces end in HH and TTT. */
function judgeArea(area: string, path: string, label: IssueText): readonly ValidationIssue[] {
  if (/^(?:\d{5}|\d{3}HH|\d{2}TTT)$/.test(area)) return [];
  return [
    blocks(
      path,
      'AREA_FORMAT',
      `“${label.vi}” phải có 5 chữ số, hoặc như 193HH, 01TTT. Xem trên thông báo của cơ quan thu.`,
      `“${label.en}” must have 5 digits, or look like 193HH or 01TTT. See the collecting authority’s notice.`,
    ),
  ];
}

function judgeYear(year: string, path: string, label: IssueText, today: string): readonly ValidationIssue[] {
  const next = Number(today.slice(0, 4)) + 1;
  if (Number(year) >= 2000 && Number(year) <= next) return [];
  return [
    blocks(
      path,
      'YEAR_RANGE',
      `“${label.vi}” phải là một năm từ 2000 đến ${next}.`,
      `“${label.en}” must be a year from 2000 to ${next}.`,
    ),
  ];
}
