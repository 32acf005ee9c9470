/** Vouchers as accounting software writes them: the document that Java's XMLDecoder makes objects of. */
import { DvcttError } from '#shared/contract/errors.ts';
import { usesOf } from '#shared/domain/vouchers/empty.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { escapeText } from '#shared/domain/xml/characters.ts';
import { javaTimeOfDate } from './java-time.ts';
import {
  documentClass,
  documentNames,
  lineClass,
  listClass,
  softwareChoices,
  softwareFields,
  softwareLineFields,
  timeClasses,
  voucherClass,
} from './names.ts';

/**
 * UTF-8 text; the same voucher gives the same text. Internal ids are left out: who reads it gives its own.
 * @throws DvcttError EXPORT_NO_SOFTWARE_FORM for a form that the format does not know; DOSSIER_INCOMPLETE for a character
 * that XML cannot carry; AMOUNT_MISMATCH when the total has more than 18 digits
 */
export function writeSoftwareXml(voucher: Voucher): string {
  const form = formOf(voucher);
  if (form.software === undefined) throw new DvcttError('EXPORT_NO_SOFTWARE_FORM', { form: form.id });
  const uses = usesOf(form);
  const paths = keysOf(voucherFields).filter((path) => uses(path));
  const total = voucherTotal(voucher);
  const list = `gnHoso${form.software.prefix}GtByGnHoso${form.software.prefix}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<java version="1.7.0_17" class="${documentClass}">`,
    ` <object class="${voucherClass}">`,
    ...paths.map((path) => fieldXml(path, readField(voucher, path))),
    `  <void property="${list}">`,
    `   <object class="${listClass}">`,
    ...voucher.lines.flatMap((line, at) =>
      lineXml(
        line,
        at,
        form.lines.columns.map(({ field }) => field),
      ),
    ),
    '   </object>',
    '  </void>',
    property(documentNames.formId, leaf('long', form.software.gnTaiLieuId)),
    property(documentNames.totalInWords, leaf('string', amountInWords(total))),
    property(documentNames.total, leaf('double', total)),
    property(documentNames.formType, leaf('long', form.software.typeChungTu)),
    ' </object>',
    '</java>',
    '',
  ].join('\n');
}

/** `C402A0017.xml`; characters that file names may not hold are replaced. */
export function softwareFileName(voucher: Voucher, index: number): string {
  const prefix = formOf(voucher).software?.prefix ?? '';
  const number = voucher.number.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '');
  return `${prefix}${number === '' ? String(index + 1) : number}.xml`;
}

function lineXml(line: VoucherLine, at: number, columns: readonly LineFieldPath[]): string[] {
  return [
    `    <void method="add"><object class="${lineClass}">`,
    property('maHang', leaf('string', String(at + 1))),
    ...columns.map((path) =>
      valueXml(softwareLineFields[path][0], lineFields[path], readLineField(line, path)),
    ),
    '    </object></void>',
  ];
}

function fieldXml(path: VoucherFieldPath, value: string): string {
  const choice = softwareChoices[path]?.indexOf(value) ?? -1;
  if (choice >= 0) return property(softwareFields[path][0], leaf('string', String(choice)));
  return valueXml(softwareFields[path][0], voucherFields[path], value);
}

function valueXml(name: string, { kind }: FieldDefinition, value: string): string {
  // As the programs do for what is not filled in; to Java it says nothing.
  if (value === '') return `  <void property="${name}"/>`;
  if (kind === 'amount') return property(name, leaf('double', value));
  if (kind === 'date') {
    return property(
      name,
      `<object class="${timeClasses[0] ?? ''}">${leaf('long', javaTimeOfDate(value))}</object>`,
    );
  }
  return property(name, leaf('string', value));
}

function property(name: string, value: string): string {
  return `  <void property="${name}">${value}</void>`;
}

function leaf(element: string, value: string): string {
  return `<${element}>${escapeText(value, element)}</${element}>`;
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  // A record's own keys are the keys of its type.
  return Object.keys(record) as K[];
}
