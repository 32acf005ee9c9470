/** The rules of a voucher, of whatever form: client and server judge it by the same ones. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { vietnamDate } from '../calendar/vietnam-date.ts';
import { codeLists, type Catalogue } from '../codes/catalogue.ts';
import { judgeAmounts } from './amount-rules.ts';
import { readField, readLineField } from './field-value.ts';
import { judgeField } from './field-rules.ts';
import { lineFields, voucherFields } from './fields.ts';
import { foreignFields } from './foreign-fields.ts';
import type { FormDescription } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import { judgeIds } from './ids.ts';
import { advises, blocks, type IssueText } from './issues.ts';
import { leftOutSections } from './left-out.ts';
import { judgeAccount, judgeUnit, type JudgedUnit } from './unit-rules.ts';
import { fieldsOf, holds, isShown } from './used-fields.ts';
import type { Voucher } from './voucher.ts';

export interface ValidationContext {
  /** The unit as the server knows it. */
  readonly unit: JudgedUnit;
  /** Now; dates are judged by the day in Vietnam. */
  readonly today: Date;
  /** Newer catalogues than those that came with the product. */
  readonly catalogue?: Catalogue;
}

/** What the rules of a voucher's form are judged against. */
interface Judged {
  readonly voucher: Voucher;
  readonly form: FormDescription;
  readonly today: string;
  readonly catalogue: Catalogue;
  readonly prefix: string;
}

/** Everything that is wrong with a voucher; paths start with `prefix`, e.g. `vouchers.0.`. */
export function validateVoucher(
  voucher: Voucher,
  context: ValidationContext,
  prefix = '',
): readonly ValidationIssue[] {
  const today = vietnamDate(context.today);
  const catalogue = context.catalogue ?? codeLists;
  const form = formOf(voucher);
  const judged: Judged = { voucher, form, today, catalogue, prefix };
  return [
    ...judgeFields(judged),
    ...judgeChoices(judged),
    ...judgeLines(judged),
    ...judgeForeign(judged),
    ...judgeUnit(voucher, context.unit, prefix),
    ...judgeAccount(voucher, context.unit, catalogue, today, prefix),
    ...judgeLeftOut(judged),
    ...judgeAmounts(voucher, form, prefix),
    ...judgeYear(judged),
    ...judgeBudgetYear(judged),
  ];
}

/** A field is required where its section stands on the voucher and its own condition holds. */
function judgeFields({ voucher, form, today, catalogue, prefix }: Judged): readonly ValidationIssue[] {
  return fieldsOf(form).fields.flatMap((field) => {
    const required = isShown(field.section, voucher) && holds(field.use.required, voucher);
    const value = readField(voucher, field.path);
    return judgeField(field, value, prefix + field.path, { today, catalogue, required });
  });
}

/** The schema knows every value; a form offers some of them. */
function judgeChoices({ voucher, form, prefix }: Judged): readonly ValidationIssue[] {
  return fieldsOf(form).choices.flatMap(({ field, values }) => {
    if (values.includes(readField(voucher, field))) return [];
    const { label } = voucherFields[field];
    return [
      blocks(
        prefix + field,
        'CHOICE_VALUE',
        `Chọn “${label.vi}” trong các ô của mẫu này.`,
        `Choose “${label.en}” from the boxes of this form.`,
      ),
    ];
  });
}

function judgeLines({ voucher, form, today, catalogue, prefix }: Judged): readonly ValidationIssue[] {
  const path = `${prefix}lines`;
  if (voucher.lines.length === 0) {
    const { vi, en } = form.lines.noun;
    return [
      blocks(
        path,
        'NO_LINES',
        `Chứng từ chưa có ${vi} nào. Thêm ít nhất một ${vi}.`,
        `The voucher has no ${en}. Add at least one.`,
      ),
    ];
  }
  const columns = fieldsOf(form).columns.map((column) => ({
    column,
    context: { today, catalogue, required: column.use.required === 'always' },
  }));
  const issues: ValidationIssue[] = [...judgeIds(voucher.lines, path)];
  for (const [at, line] of voucher.lines.entries()) {
    for (const { column, context } of columns) {
      const value = readLineField(line, column.path);
      issues.push(...judgeField(column, value, `${path}.${at}.${column.path}`, context));
    }
  }
  return issues;
}

/**
 * The form has no place for it: nobody would see it, and nothing of it would be signed. Of a column the first line
 * alone is named, for they all come from the same import.
 */
function judgeForeign({ voucher, form, prefix }: Judged): readonly ValidationIssue[] {
  const named = new Set<string>();
  return foreignFields(voucher, form).flatMap((path) => {
    const label = labelOf(path);
    if (named.has(label.vi)) return [];
    named.add(label.vi);
    const name = form.title;
    return [
      blocks(
        prefix + path,
        'FIELD_NOT_OF_FORM',
        `Mẫu ${form.id} (${name.vi}) không có “${label.vi}”. Xóa nội dung này hoặc lập chứng từ theo mẫu khác.`,
        `Form ${form.id} (${name.en}) has no “${label.en}”. Clear it or use another form.`,
      ),
    ];
  });
}

function labelOf(path: string): IssueText {
  const fields = new Map(Object.entries(path.startsWith('lines.') ? lineFields : voucherFields));
  const name = path.replace(/^lines\.\d+\./, '');
  return fields.get(name)?.label ?? { vi: name, en: name };
}

/** Every section is printed and signed: two receivers on one voucher would leave open who gets the money. */
function judgeLeftOut({ voucher, prefix }: Judged): readonly ValidationIssue[] {
  return leftOutSections(voucher).map((section) =>
    blocks(
      // The group that the section enters: `payee`.
      prefix + (section.fields[0]?.field ?? '').replace(/\..*$/, ''),
      'NOT_USED',
      `Hình thức thanh toán đã chọn không dùng “${section.title.vi}”, nhưng phần này vẫn được in và ký. Xóa phần này hoặc chọn lại hình thức thanh toán.`,
      `The chosen payment method does not use “${section.title.en}”, yet it would be printed and signed. Clear it or choose the other method.`,
    ),
  );
}

function judgeYear({ voucher: { date }, today, prefix }: Judged): readonly ValidationIssue[] {
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

/** Said once, at the first line of another year than the voucher's: the others mostly repeat it. */
function judgeBudgetYear({ voucher, form, prefix }: Judged): readonly ValidationIssue[] {
  if (!fieldsOf(form).columnsInRecord.includes('budgetYear') || voucher.date === '') return [];
  const year = voucher.date.slice(0, 4);
  const at = voucher.lines.findIndex(
    ({ budgetYear = '' }) => /^\d{4}$/.test(budgetYear) && budgetYear !== year,
  );
  if (at === -1) return [];
  return [
    advises(
      `${prefix}lines.${at}.budgetYear`,
      'BUDGET_YEAR_OTHER',
      `Niên độ ${voucher.lines[at]?.budgetYear ?? ''} khác năm của ngày chứng từ (${year}). Kiểm tra lại.`,
      `Budget year ${voucher.lines[at]?.budgetYear ?? ''} is not the year of the voucher’s date (${year}). Check it.`,
    ),
  ];
}
