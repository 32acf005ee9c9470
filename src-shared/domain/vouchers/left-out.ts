/** What stands in sections that the voucher’s choices leave out: it would be printed and signed all the same. */
import { readField, withField } from './field-value.ts';
import type { FormSection } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import { isShown } from './used-fields.ts';
import type { Voucher } from './voucher.ts';

/** Sections that are left out and have something in them. */
export function leftOutSections(voucher: Voucher): readonly FormSection[] {
  return formOf(voucher).sections.filter(
    (section) =>
      !isShown(section, voucher) &&
      section.fields.some(({ field }) => readField(voucher, field).trim() !== ''),
  );
}

/** The voucher with nothing in the sections that are left out. */
export function withoutLeftOut(voucher: Voucher): Voucher {
  return formOf(voucher)
    .sections.filter((section) => !isShown(section, voucher))
    .flatMap(({ fields }) => fields)
    .reduce(
      (cleared, { field }) => (readField(cleared, field) === '' ? cleared : withField(cleared, field, '')),
      voucher,
    );
}
