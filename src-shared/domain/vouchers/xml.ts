/**
 * The data of record of a voucher: one XML that is signed (XAdES) and from which server and officer read. The writer
 * is deterministic, so the server rebuilds the bytes from the content and compares. Element names follow the
 * Treasury's import format where it has one.
 */
import type { DossierCode } from '../dossiers/dossier.ts';
import { amountInWords } from '../money/words.ts';
import { element, leaves } from '../xml/writer.ts';
import { formOf } from './forms/forms.ts';
import { voucherTotal } from './total.ts';
import type { Voucher, VoucherLine } from './voucher.ts';
import {
  attachmentElement,
  attachmentsElement,
  lineElement,
  linesElement,
  printedFormElement,
  rootElement,
  rootId,
  voucherNamespace,
  type FileName,
  type HeaderName,
  type LineName,
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
 * @throws DvcttError DOSSIER_INCOMPLETE when a text holds a character that XML cannot carry, AMOUNT_MISMATCH when the
 * total has more than 18 digits.
 */
export function writeVoucherXml(record: VoucherRecord): string {
  const { voucher, printedForm, attachments } = record;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${rootElement} xmlns="${voucherNamespace}" Id="${rootId}">`,
    ...leaves(headerOf(record), '  '),
    `  <${linesElement}>`,
    ...voucher.lines.flatMap((line) => group(lineElement, lineOf(line), '    ')),
    `  </${linesElement}>`,
    ...group(printedFormElement, fileOf(printedForm), '  '),
    `  <${attachmentsElement}>`,
    ...attachments.flatMap((file) => group(attachmentElement, fileOf(file), '    ')),
    `  </${attachmentsElement}>`,
    `</${rootElement}>`,
    '',
  ].join('\n');
}

/** The order of the properties is the order of the elements. */
function headerOf({ dossierCode, voucher }: VoucherRecord): Record<HeaderName, string> {
  const total = voucherTotal(voucher);
  return {
    maHoSo: dossierCode,
    maChungTu: voucher.id,
    mauSo: voucher.formId,
    kyHieu: formOf(voucher).symbol,
    soChungTu: voucher.number,
    ngayChungTu: voucher.date,
    tamcapChinhthuc: voucher.allocation,
    thucchiTamung: voucher.purpose,
    chuyenkhoanTienmat: voucher.method,
    dvqhnsTen: voucher.unitName,
    dvqhnsMa: voucher.unitCode,
    dvqhnsDiaChi: voucher.address,
    dvqhnsTaiKhoan: voucher.accountNumber,
    dvqhnsKbnn: voucher.treasuryCode,
    dvqhnsKbnnTen: voucher.treasuryName,
    dvqhnsCtmt: voucher.programCode,
    hopDongSo: voucher.contract.number,
    hopDongNgay: voucher.contract.date,
    hopDongSoTien: voucher.contract.amount,
    dvNhantienTen: voucher.payee.name,
    dvNhantienMst: voucher.payee.taxCode,
    dvNhantienTaiKhoan: voucher.payee.accountNumber,
    dvNhantienNganHang: voucher.payee.bank,
    nguoilinhTen: voucher.cashReceiver.name,
    nguoilinhCccd: voucher.cashReceiver.identityNumber,
    nguoilinhNgayCap: voucher.cashReceiver.issuedOn,
    nguoilinhNoiCap: voucher.cashReceiver.issuedAt,
    tongSoTien: total,
    soTienBangChu: amountInWords(total),
  };
}

function lineOf(line: VoucherLine): Record<LineName, string> {
  return {
    maHang: line.id,
    noiDung: line.description,
    hoaDonSo: line.invoiceNumber,
    hoaDonNgay: line.invoiceDate,
    dmNdkt: line.ndkt,
    dmChuong: line.chapter,
    dmNganhKt: line.sector,
    dmNguonchi: line.source,
    soTien: line.amount,
  };
}

function fileOf(file: BoundFile): Record<FileName, string> {
  return { tenTep: file.name, sha256: file.sha256, kichThuoc: file.size.toString() };
}

function group(name: string, children: Readonly<Record<string, string>>, indent: string): string[] {
  return element(name, leaves(children, `${indent}  `), indent);
}
