/** What stands in a voucher that its form does not have: nothing may, or it would be sent and not signed. */
import { usualChoices } from './empty.ts';
import { readField, readLineField } from './field-value.ts';
import type { VoucherFieldPath } from './fields.ts';
import type { FormDescription } from './forms/description.ts';
import { fieldsOf } from './used-fields.ts';
import type { Voucher } from './voucher.ts';

const usual: Readonly<Partial<Record<VoucherFieldPath, string>>> = usualChoices;

/** Paths of fields and of lines' fields, as in `payee.name` and `lines.3.ndkt`; white space counts. */
export function foreignFields(voucher: Voucher, form: FormDescription): readonly string[] {
  const { otherFields, otherColumns } = fieldsOf(form);
  return [
    ...otherFields.filter((path) => readField(voucher, path) !== (usual[path] ?? '')),
    ...voucher.lines.flatMap((line, at) =>
      otherColumns.filter((path) => readLineField(line, path) !== '').map((path) => `lines.${at}.${path}`),
    ),
  ];
}
