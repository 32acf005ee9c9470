import type { ValidationIssue } from '../../contract/issue.ts';
import { judgeText } from '../vouchers/field-rules.ts';
import { blocks, type IssueText } from '../vouchers/issues.ts';
import type { RegistrationField } from './fields.ts';

/** Judges the texts of one row: filled in where they must be, printable, and by their rule. */
export function judgeFields<Holder>(
  fields: readonly RegistrationField<Holder>[],
  holder: Holder,
  path: string,
  today: string,
): readonly ValidationIssue[] {
  return fields.flatMap((field) => {
    const value = field.read(holder);
    if (value === '' && !field.required) return [];
    const at = `${path}.${field.name}`;
    if (value.trim() === '' && !field.required) return [blank(at, field.label)];
    const issues = judgeText(value, at, field.label);
    return issues.length > 0 ? issues : field.rule(value, at, field.label, today);
  });
}

function blank(path: string, { vi, en }: IssueText): ValidationIssue {
  return blocks(
    path,
    'TEXT_BLANK',
    `“${vi}” chỉ có khoảng trắng. Xóa khoảng trắng hoặc nhập lại.`,
    `“${en}” holds spaces alone. Clear it or enter it again.`,
  );
}
