/** Reads a voucher's XML, signed or not, as hostile input: one exact structure, and nothing beside it. */
import type { Element } from '@xmldom/xmldom';
import { z } from 'zod';
import { DvcttError } from '../../contract/errors.ts';
import { dossierCodeSchema, sha256Schema } from '../dossiers/dossier.ts';
import { amountInWords } from '../money/words.ts';
import { broken, elementsOf, guarded, leavesOf, membersOf, named, partsOf } from '../xml/strict-reader.ts';
import { formOf } from './forms/forms.ts';
import { voucherTotal } from './total.ts';
import { voucherSchema } from './voucher.ts';
import type { VoucherRecord } from './xml.ts';
import {
  attachmentElement,
  attachmentsElement,
  fileNames,
  headerNames,
  lineElement,
  lineNames,
  linesElement,
  printedFormElement,
  rootElement,
  rootId,
  voucherNamespace,
} from './xml-elements.ts';

/** Characters; 10.000 lines take about 6 million. */
const longestDocument = 20_000_000;

const headerSchema = z.record(z.enum(headerNames), z.string());
const lineSchema = z.record(z.enum(lineNames), z.string());
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
  const header = headerSchema.parse(leavesOf(children.splice(0, headerNames.length), headerNames));
  const [lines, printedForm, attachments, ...more] = children;
  if (lines === undefined || printedForm === undefined || attachments === undefined || more.length > 0) {
    throw broken('parts');
  }
  const voucher = guarded(() =>
    voucherSchema.parse({
      id: header.maChungTu,
      formId: header.mauSo,
      number: header.soChungTu,
      date: header.ngayChungTu,
      allocation: header.tamcapChinhthuc,
      purpose: header.thucchiTamung,
      method: header.chuyenkhoanTienmat,
      unitName: header.dvqhnsTen,
      unitCode: header.dvqhnsMa,
      address: header.dvqhnsDiaChi,
      accountNumber: header.dvqhnsTaiKhoan,
      treasuryCode: header.dvqhnsKbnn,
      treasuryName: header.dvqhnsKbnnTen,
      programCode: header.dvqhnsCtmt,
      contract: { number: header.hopDongSo, date: header.hopDongNgay, amount: header.hopDongSoTien },
      lines: membersOf(lines, linesElement, lineElement).map(lineOf),
      payee: {
        name: header.dvNhantienTen,
        taxCode: header.dvNhantienMst,
        accountNumber: header.dvNhantienTaiKhoan,
        bank: header.dvNhantienNganHang,
      },
      cashReceiver: {
        name: header.nguoilinhTen,
        identityNumber: header.nguoilinhCccd,
        issuedOn: header.nguoilinhNgayCap,
        issuedAt: header.nguoilinhNoiCap,
      },
    }),
  );
  if (header.kyHieu !== formOf(voucher).symbol) throw broken('kyHieu');
  const total = voucherTotal(voucher);
  if (header.tongSoTien !== total || header.soTienBangChu !== amountInWords(total)) {
    throw new DvcttError('AMOUNT_MISMATCH', { total, tongSoTien: header.tongSoTien.slice(0, 40) });
  }
  return {
    dossierCode: guarded(() => dossierCodeSchema.parse(header.maHoSo)),
    voucher,
    printedForm: fileOf(named(printedForm, printedFormElement)),
    attachments: membersOf(attachments, attachmentsElement, attachmentElement).map(fileOf),
  };
}

function lineOf(element: Element): Record<string, unknown> {
  const line = lineSchema.parse(leavesOf(elementsOf(element), lineNames));
  return {
    id: line.maHang,
    description: line.noiDung,
    invoiceNumber: line.hoaDonSo,
    invoiceDate: line.hoaDonNgay,
    ndkt: line.dmNdkt,
    chapter: line.dmChuong,
    sector: line.dmNganhKt,
    source: line.dmNguonchi,
    amount: line.soTien,
  };
}

function fileOf(element: Element): z.output<typeof fileSchema> {
  return guarded(() => fileSchema.parse(leavesOf(elementsOf(element), fileNames)));
}
