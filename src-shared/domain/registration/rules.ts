/** Rules of one text of a registration: each gives at most one issue, the first thing to put right. */
import { z } from 'zod';
import type { ValidationIssue } from '../../contract/issue.ts';
import { formatDate, isRealDate } from '../calendar/vietnam-date.ts';
import { codeLists, type CodeListId } from '../codes/catalogue.ts';
import { isIdentityNumber } from '../people/identity-number.ts';
import { judgeCode } from '../vouchers/field-rules.ts';
import { advises, blocks, type IssueText } from '../vouchers/issues.ts';

/** Judges a filled-in text that can be printed. `today` is `yyyy-MM-dd` in Vietnam. */
export type Rule = (
  value: string,
  path: string,
  label: IssueText,
  today: string,
) => readonly ValidationIssue[];

export const anyText: Rule = () => [];

/** A code of a catalogue. */
export function codeOf(list: CodeListId): Rule {
  return (value, path, label) => judgeCode(value, path, label, list, codeLists);
}

/** ĐVQHNS or project: no catalogue comes with the product. */
export const unitCode: Rule = (value, path, label) =>
  /^\d{7}$/.test(value) && value !== '0000000'
    ? []
    : [
        blocks(
          path,
          'DIGITS',
          `“${label.vi}” phải có đúng 7 chữ số. Nhập lại theo giấy chứng nhận mã số ĐVQHNS.`,
          `“${label.en}” must have exactly 7 digits. Enter it as on the unit’s certificate.`,
        ),
      ];

/** Digits with the signs that people put between them; E.164 allows 15 digits. */
export const phone: Rule = (value, path, label) => {
  const digits = value.replace(/\D/g, '').length;
  if (/^\+?[\d .()-]+$/.test(value.trim()) && digits >= 8 && digits <= 15) return [];
  return [
    blocks(
      path,
      'PHONE_FORMAT',
      `“${label.vi}” phải có 8 đến 15 chữ số, ví dụ 0983889930. Nhập lại số.`,
      `“${label.en}” must have 8 to 15 digits, for example 0983889930. Enter it again.`,
    ),
  ];
};

/** A plain address: nothing in it can start another header or name a second recipient. */
export const email: Rule = (value, path, label) =>
  z.email().safeParse(value).success
    ? []
    : [
        blocks(
          path,
          'EMAIL_FORMAT',
          `“${label.vi}” phải là một địa chỉ thư có dạng ten@donvi.gov.vn, không dấu, không khoảng trắng.`,
          `“${label.en}” must be one address like name@unit.gov.vn, without accents or spaces.`,
        ),
      ];

export const identityNumber: Rule = (value, path, label) => {
  if (!isIdentityNumber(value)) {
    return [
      blocks(
        path,
        'IDENTITY_FORMAT',
        `“${label.vi}” phải là thẻ căn cước 12 chữ số, CMND 9 chữ số hoặc hộ chiếu (1 chữ hoa và 7 hoặc 8 chữ số).`,
        `“${label.en}” must be 12 digits (identity card), 9 digits (CMND) or a passport number (a capital and 7 or 8 digits).`,
      ),
    ];
  }
  if (!/^\d{9}$/.test(value)) return [];
  // Luật Căn cước 26/2023/QH15, Điều 46 khoản 2: no CMND is valid after 31/12/2024.
  return [
    advises(
      path,
      'IDENTITY_OLD',
      'CMND 9 số đã hết giá trị sử dụng từ 01/01/2025. Nhập số thẻ căn cước nếu đã được cấp.',
      'CMND of 9 digits have not been valid since 01/01/2025. Enter the identity card’s number if there is one.',
    ),
  ];
};

/** A day that may lie ahead. */
export const date: Rule = (value, path, label) =>
  isRealDate(value) && value >= '1900'
    ? []
    : [
        blocks(
          path,
          'DATE_INVALID',
          `“${label.vi}” không phải ngày có thật. Nhập lại theo ngày/tháng/năm.`,
          `“${label.en}” is not a real date. Enter it again.`,
        ),
      ];

/** A day that has come. */
export const pastDate: Rule = (value, path, label, today) => {
  const issues = date(value, path, label, today);
  if (issues.length > 0 || value <= today) return issues;
  return [
    blocks(
      path,
      'DATE_FUTURE',
      `“${label.vi}” ${formatDate(value)} sau ngày hôm nay ${formatDate(today)}. Kiểm tra lại ngày.`,
      `“${label.en}” ${formatDate(value)} is after today, ${formatDate(today)}. Check the date.`,
    ),
  ];
};
