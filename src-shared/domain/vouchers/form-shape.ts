/** The shape that a form gives a voucher: the groups and fields that it uses, and nothing in any other. */
import { blankLine, blankVoucher } from './empty.ts';
import { readField, readLineField, withField } from './field-value.ts';
import { formOf } from './forms/forms.ts';
import { fieldsOf } from './used-fields.ts';
import type { Voucher } from './voucher.ts';

/**
 * The voucher with what its form does not have taken out, and absent groups as empty ones: what its XML reads back as.
 * For content from elsewhere (import, older drafts); a person's own entry is judged, not trimmed.
 */
export function inFormShape(voucher: Voucher): Voucher {
  const form = formOf(voucher);
  const { inRecord, columnsInRecord } = fieldsOf(form);
  const shaped = inRecord.reduce(
    (made, path) => {
      const value = readField(voucher, path);
      // A choice has no empty value: what is absent stays as the form begins.
      return value === '' ? made : withField(made, path, value);
    },
    blankVoucher(form.id, voucher.id),
  );
  return {
    ...shaped,
    lines: voucher.lines.map((line) => ({
      ...blankLine(form, line.id),
      ...Object.fromEntries(columnsInRecord.map((path) => [path, readLineField(line, path)])),
    })),
  };
}
