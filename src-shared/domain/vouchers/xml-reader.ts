/** Reads a voucher's XML, signed or not, as hostile input: one exact structure, and nothing beside it. */
import type { Element } from '@xmldom/xmldom';
import { z } from 'zod';
import { DvcttError } from '../../contract/errors.ts';
import { dossierCodeSchema, sha256Schema } from '../dossiers/dossier.ts';
import { amountInWords } from '../money/words.ts';
import {
  broken,
  elementsOf,
  guarded,
  leafOf,
  leavesOf,
  membersOf,
  named,
  partsOf,
} from '../xml/strict-reader.ts';
import { blankLine, blankVoucher } from './empty.ts';
import { withField } from './field-value.ts';
import { lineFields, voucherFields } from './fields.ts';
import type { FormDescription } from './forms/description.ts';
import { formOf } from './forms/forms.ts';
import { voucherTotal } from './total.ts';
import { fieldsOf } from './used-fields.ts';
import { formIdSchema, voucherSchema, type Voucher, type VoucherLine } from './voucher.ts';
import type { VoucherRecord } from './xml.ts';
import {
  attachmentElement,
  attachmentsElement,
  fileNames,
  firstNames,
  headerNames,
  lineElement,
  lineIdName,
  lineNames,
  linesElement,
  printedFormElement,
  rootElement,
  rootId,
  voucherNamespace,
} from './xml-elements.ts';

/** Characters; 10.000 lines take 6 to 9 million. */
const longestDocument = 20_000_000;

const fileSchema = z
  .record(z.enum(fileNames), z.string())
  .transform(({ tenTep, sha256, kichThuoc }) => ({ name: tenTep, sha256, size: kichThuoc }))
  .pipe(
    z.object({
      name: z.string().min(1).max(200),
      sha256: sha256Schema,
      size: z
        .string()
        .regex(/^[1-9]\d{0,11}$/)
        .transform(Number),
    }),
  );

/**
 * What a voucher's XML says. XML signatures directly under the root are passed over and not judged: verify them first.
 * @throws DvcttError XML_DTD_FORBIDDEN, XML_TOO_COMPLEX, XML_BROKEN (any other element, attribute, comment or order),
 * AMOUNT_MISMATCH when total or words differ from the lines.
 */
export function readVoucherXml(text: string): VoucherRecord {
  const children = partsOf(text, {
    namespace: voucherNamespace,
    name: rootElement,
    id: rootId,
    longest: longestDocument,
  });
  const form = guarded(() => formOf({ formId: formIdSchema.parse(formIdIn(children)) }));
  const names = headerNames(form);
  const header = leavesOf(children.splice(0, names.length), names);
  const [lines, printedForm, attachments, ...more] = children;
  if (lines === undefined || printedForm === undefined || attachments === undefined || more.length > 0) {
    throw broken('parts');
  }
  if (header['kyHieu'] !== form.symbol) throw broken('kyHieu');
  const voucher = guarded(() =>
    voucherSchema.parse({
      ...voucherIn(header, form),
      lines: membersOf(lines, linesElement, lineElement).map((line) => lineIn(line, form)),
    }),
  );
  const total = voucherTotal(voucher);
  if (header['tongSoTien'] !== total || header['soTienBangChu'] !== amountInWords(total)) {
    throw new DvcttError('AMOUNT_MISMATCH', { total, tongSoTien: (header['tongSoTien'] ?? '').slice(0, 40) });
  }
  return {
    dossierCode: guarded(() => dossierCodeSchema.parse(header['maHoSo'])),
    voucher,
    printedForm: fileOf(named(printedForm, printedFormElement)),
    attachments: membersOf(attachments, attachmentsElement, attachmentElement).map(fileOf),
  };
}

/** The third element names the form, and with it all others. */
function formIdIn(children: readonly Element[]): string {
  const at = firstNames.indexOf('mauSo');
  const element = children[at];
  if (element === undefined) throw broken('mauSo');
  return leafOf(element, 'mauSo');
}

/** What the header says, in the shape that the form gives a voucher; the schema judges the values. */
function voucherIn(header: Readonly<Record<string, string>>, form: FormDescription): Voucher {
  return fieldsOf(form).inRecord.reduce(
    (voucher, path) => withField(voucher, path, header[voucherFields[path].xml] ?? ''),
    blankVoucher(form.id, header['maChungTu'] ?? ''),
  );
}

function lineIn(element: Element, form: FormDescription): VoucherLine {
  const line = leavesOf(elementsOf(element), lineNames(form));
  return {
    ...blankLine(form, line[lineIdName] ?? ''),
    ...Object.fromEntries(
      fieldsOf(form).columnsInRecord.map((path) => [path, line[lineFields[path].xml] ?? '']),
    ),
  };
}

function fileOf(element: Element): z.output<typeof fileSchema> {
  return guarded(() => fileSchema.parse(leavesOf(elementsOf(element), fileNames)));
}
