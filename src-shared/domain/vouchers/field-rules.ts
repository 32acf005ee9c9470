/** Rules of one field: filled in, printable, a real date, a known code, a positive amount. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { isRealDate, formatDate } from '../calendar/vietnam-date.ts';
import type { Catalogue, CodeListId } from '../codes/catalogue.ts';
import { findCode } from '../codes/code-list.ts';
import { dongSchema } from '../money/dong.ts';
import { forbiddenCharacter } from '../text/printable.ts';
import { judgeFormat } from './format-rules.ts';
import { advises, blocks, type IssueText } from './issues.ts';
import type { UsedField } from './used-fields.ts';

export interface FieldContext {
  /** Today in Vietnam, `yyyy-MM-dd`. */
  readonly today: string;
  readonly catalogue: Catalogue;
  /** Whether the field has to be filled in on this voucher. */
  readonly required: boolean;
}

/** Judges one field of a voucher or a line; at most one issue, the first thing to put right. */
export function judgeField(
  { definition, label, codes }: UsedField<string>,
  value: string,
  path: string,
  { today, catalogue, required }: FieldContext,
): readonly ValidationIssue[] {
  if (value.trim() === '') return required ? [missing(path, label)] : [];
  const character = forbiddenCharacter(value);
  if (character !== undefined) return [unprintable(path, label, character)];
  switch (definition.kind) {
    case 'text':
    case 'digits': {
      const digits = definition.kind === 'digits' ? judgeDigits(value, path, label, definition.max) : [];
      if (digits.length > 0) return digits;
      const format =
        definition.format === undefined ? [] : judgeFormat(definition.format, value, path, label, today);
      return format.length === 0 && hasGap(value) ? [gap(path, label)] : format;
    }
    case 'date':
      return judgeDate(value, path, label, today);
    case 'code':
      return codes === undefined ? [] : judgeCode(value, path, label, codes, catalogue);
    case 'amount':
      return judgeAmount(value, path, label);
    // Judged with the values that the form offers.
    case 'choice':
      return [];
  }
}

/** For texts outside the form, such as titles and file names. */
export function judgeText(value: string, path: string, label: IssueText): readonly ValidationIssue[] {
  if (value.trim() === '') return [missing(path, label)];
  const character = forbiddenCharacter(value);
  return character === undefined ? [] : [unprintable(path, label, character)];
}

/** Spaces in a row print as a gap that says nothing and parts what belongs together; `\s` holds the no-break space. */
const hasGap = (value: string) => /\s{2}/.test(value);

function gap(path: string, label: IssueText): ValidationIssue {
  return advises(
    path,
    'TEXT_GAP',
    `“${label.vi}” có nhiều khoảng trắng liền nhau. Chỉ để lại một khoảng trắng giữa các từ.`,
    `“${label.en}” holds several spaces in a row. Leave one between the words.`,
  );
}

function missing(path: string, label: IssueText): ValidationIssue {
  return blocks(path, 'REQUIRED', `Nhập “${label.vi}”.`, `Fill in “${label.en}”.`);
}

function unprintable(path: string, label: IssueText, character: string): ValidationIssue {
  return blocks(
    path,
    'TEXT_CHARACTER',
    `“${label.vi}” có ký tự không in được (${character}). Xóa ký tự đó và gõ lại.`,
    `“${label.en}” holds a character that cannot be printed (${character}). Delete it and type again.`,
  );
}

function judgeDate(value: string, path: string, label: IssueText, today: string): readonly ValidationIssue[] {
  if (!isRealDate(value)) {
    return [
      blocks(
        path,
        'DATE_INVALID',
        `“${label.vi}” không phải ngày có thật. Nhập lại theo ngày/tháng/năm.`,
        `“${label.en}” is not a real date. Enter it again.`,
      ),
    ];
  }
  if (value <= today) return [];
  return [
    blocks(
      path,
      'DATE_FUTURE',
      `“${label.vi}” ${formatDate(value)} sau ngày hôm nay ${formatDate(today)}. Kiểm tra lại ngày.`,
      `“${label.en}” ${value} is after today ${today}. Check the date.`,
    ),
  ];
}

function judgeAmount(value: string, path: string, label: IssueText): readonly ValidationIssue[] {
  if (!dongSchema.safeParse(value).success) {
    return [
      blocks(
        path,
        'AMOUNT_FORMAT',
        `“${label.vi}” phải là số đồng nguyên, tối đa 18 chữ số.`,
        `“${label.en}” must be whole đồng of at most 18 digits.`,
      ),
    ];
  }
  if (BigInt(value) > 0n) return [];
  return [
    blocks(
      path,
      'AMOUNT_ZERO',
      `“${label.vi}” phải lớn hơn 0 đồng.`,
      `“${label.en}” must be more than 0 đồng.`,
    ),
  ];
}

/** Judges a code by its catalogue: digits always, the code itself as far as the catalogue is complete. */
export function judgeCode(
  value: string,
  path: string,
  label: IssueText,
  codes: CodeListId,
  catalogue: Catalogue,
): readonly ValidationIssue[] {
  const list = catalogue[codes];
  const digits = judgeDigits(value, path, label, list.digits);
  if (digits.length > 0) return digits;
  const misplaced = misplacedNdkt(codes, value);
  if (misplaced !== undefined) return [blocks(path, 'NDKT_KIND', misplaced.vi, misplaced.en)];
  if (findCode(list, value) !== undefined) return [];
  if (list.coverage === 'complete' || cannotExist(codes, value)) {
    return [
      blocks(
        path,
        'CODE_UNKNOWN',
        `“${label.vi}” ${value} không có trong danh mục. Chọn mã từ danh sách gợi ý.`,
        `“${label.en}” ${value} is not in the catalogue. Choose a code from the list.`,
      ),
    ];
  }
  return [
    advises(
      path,
      'CODE_UNLISTED',
      `“${label.vi}” ${value} chưa có trong danh mục kèm theo chương trình. Kiểm tra lại mã trước khi gửi.`,
      `“${label.en}” ${value} is not in the catalogue that came with the program. Check it before sending.`,
    ),
  ];
}

function judgeDigits(
  value: string,
  path: string,
  label: IssueText,
  digits: number,
): readonly ValidationIssue[] {
  if (value.length === digits && /^[0-9]+$/.test(value)) return [];
  return [
    blocks(
      path,
      'DIGITS',
      `“${label.vi}” phải có đúng ${digits} chữ số.`,
      `“${label.en}” must have exactly ${digits} digits.`,
    ),
  ];
}

/** Revenue where the form spends, or the other way round: 1000–5999 are revenue, from 6000 on it is spent. */
function misplacedNdkt(codes: CodeListId, value: string): IssueText | undefined {
  if (codes === 'ndkt' && value >= '1000' && value < '6000') {
    return {
      vi: `Mã NDKT ${value} là khoản thu, mẫu này dùng mã khoản chi (từ 6000). Chọn lại mã.`,
      en: `NDKT ${value} is revenue, and this form takes expenditure (from 6000). Choose another code.`,
    };
  }
  if (codes === 'revenueNdkt' && value >= '6000') {
    return {
      vi: `Mã NDKT ${value} là khoản chi, khoản nộp ngân sách dùng mã khoản thu (1000 đến 5999). Chọn lại mã.`,
      en: `NDKT ${value} is expenditure, and a payment into the budget takes revenue (1000 to 5999). Choose another code.`,
    };
  }
  return undefined;
}

/** Codes that no edition of the catalogue can hold (Thông tư 324/2016/TT-BTC, Điều 2 to 4). */
function cannotExist(codes: CodeListId, value: string): boolean {
  switch (codes) {
    case 'chapter':
      // 001–399 central, 400–599 province, 600–799 district, 800–989 commune.
      return value === '000' || value >= '990';
    case 'ndkt':
    case 'revenueNdkt':
    case 'treasury':
      return value === '0000';
    case 'sector':
      return value === '000';
    case 'source':
      return value === '00';
    case 'account':
    case 'budgetLevel':
    case 'program':
    case 'revenueAccount':
      return false;
  }
}
