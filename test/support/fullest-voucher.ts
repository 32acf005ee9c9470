/** Vouchers with every field of their form at its longest: what a printed form or a table has to bear. */
import { readField, readLineField, withField, withLineField } from '#shared/domain/vouchers/field-value.ts';
import { lineFields, voucherFields, type FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { FormId, Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { sampleVoucherOf } from './sample-dossier.ts';

/** `filler`: what texts are filled with; codes and amounts are filled with nines. */
export function fullestVoucher(formId: FormId, filler: string, lines: number): Voucher {
  const form = formOf({ formId });
  const paths = form.sections.flatMap(({ fields }) => fields.map(({ field }) => field));
  const voucher = paths.reduce(
    (filled, path) => withField(filled, path, longest(voucherFields[path], filler, readField(filled, path))),
    sampleVoucherOf(formId),
  );
  return { ...voucher, lines: Array.from({ length: lines }, (_, at) => fullestLine(voucher, filler, at)) };
}

function fullestLine(voucher: Voucher, filler: string, at: number): VoucherLine {
  const [first] = voucher.lines;
  if (first === undefined) throw new Error('the sample has no line');
  return formOf(voucher).lines.columns.reduce<VoucherLine>(
    (line, { field }) =>
      withLineField(line, field, longest(lineFields[field], filler, readLineField(line, field))),
    { ...first, id: `line-${String(at)}` },
  );
}

function longest({ kind, max }: FieldDefinition, filler: string, now: string): string {
  if (kind === 'date') return '2026-11-22';
  if (kind === 'choice') return now;
  if (kind !== 'text') return '9'.repeat(max);
  return filler
    .repeat(Math.ceil(max / filler.length))
    .slice(0, max)
    .trim();
}
