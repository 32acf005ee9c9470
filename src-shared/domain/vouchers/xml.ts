/**
 * The data of record of a voucher: one XML that is signed (XAdES) and from which server and officer read. The writer
 * is deterministic, so the server rebuilds the bytes from the content and compares. Element names follow the
 * Treasury's import format where it has one.
 */
import { DvcttError } from '../../contract/errors.ts';
import type { DossierCode } from '../dossiers/dossier.ts';
import { amountInWords } from '../money/words.ts';
import { element, leaves } from '../xml/writer.ts';
import { readField, readLineField } from './field-value.ts';
import { lineFields, voucherFields } from './fields.ts';
import { foreignFields } from './foreign-fields.ts';
import type { FormDescription } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import { voucherTotal } from './total.ts';
import { fieldsOf } from './used-fields.ts';
import type { Voucher, VoucherLine } from './voucher.ts';
import {
  attachmentElement,
  attachmentsElement,
  lineElement,
  lineIdName,
  linesElement,
  printedFormElement,
  rootElement,
  rootId,
  voucherNamespace,
  type FileName,
} from './xml-elements.ts';

export { readVoucherXml } from './xml-reader.ts';
export { voucherNamespace } from './xml-elements.ts';

/** A file that the voucher binds by its digest: SHA-256 in lower-case hex, size in bytes. */
export interface BoundFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** Everything that a voucher's XML says. */
export interface VoucherRecord {
  readonly dossierCode: DossierCode;
  readonly voucher: Voucher;
  readonly printedForm: BoundFile;
  readonly attachments: readonly BoundFile[];
}

/**
 * UTF-8 text with XML declaration, `\n` line ends and one trailing newline; the same record gives the same bytes.
 * A form's XML has the fields of that form, in the order of `fields.ts`, and no other.
 * @throws DvcttError DOSSIER_INCOMPLETE when a text holds a character that XML cannot carry or stands in a field that
 * the form does not have, AMOUNT_MISMATCH when the total has more than 18 digits.
 */
export function writeVoucherXml(record: VoucherRecord): string {
  const { voucher, printedForm, attachments } = record;
  const form = formOf(voucher);
  refuseForeign(voucher, form);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${rootElement} xmlns="${voucherNamespace}" Id="${rootId}">`,
    ...leaves(headerOf(record, form), '  '),
    `  <${linesElement}>`,
    ...voucher.lines.flatMap((line) => group(lineElement, lineOf(line, form), '    ')),
    `  </${linesElement}>`,
    ...group(printedFormElement, fileOf(printedForm), '  '),
    `  <${attachmentsElement}>`,
    ...attachments.flatMap((file) => group(attachmentElement, fileOf(file), '    ')),
    `  </${attachmentsElement}>`,
    `</${rootElement}>`,
    '',
  ].join('\n');
}

/** The order of the properties is the order of the elements; see `headerNames`. */
function headerOf({ dossierCode, voucher }: VoucherRecord, form: FormDescription): Record<string, string> {
  const total = voucherTotal(voucher);
  return {
    maHoSo: dossierCode,
    maChungTu: voucher.id,
    mauSo: voucher.formId,
    kyHieu: form.symbol,
    ...Object.fromEntries(
      fieldsOf(form).inRecord.map((path) => [voucherFields[path].xml, readField(voucher, path)]),
    ),
    tongSoTien: total,
    soTienBangChu: amountInWords(total),
  };
}

function lineOf(line: VoucherLine, form: FormDescription): Record<string, string> {
  const fields = fieldsOf(form).columnsInRecord.map(
    (path) => [lineFields[path].xml, readLineField(line, path)] as const,
  );
  return { [lineIdName]: line.id, ...Object.fromEntries(fields) };
}

/** What stands in a field that the form does not have would be in the content and not in what is signed. */
function refuseForeign(voucher: Voucher, form: FormDescription): void {
  const [field] = foreignFields(voucher, form);
  if (field !== undefined) {
    throw new DvcttError('DOSSIER_INCOMPLETE', { reason: 'field that the form does not have', field });
  }
}

function fileOf(file: BoundFile): Record<FileName, string> {
  return { tenTep: file.name, sha256: file.sha256, kichThuoc: file.size.toString() };
}

function group(name: string, children: Readonly<Record<string, string>>, indent: string): string[] {
  return element(name, leaves(children, `${indent}  `), indent);
}
