/**
 * Properties of `dvc.service.custom.TemplateChungTu` and `TemplateChungTuGt`, as accounting software writes them. The
 * first name of a field is the one that is written; the others are read too. The names that the public exporters of such
 * software use come first, then those of the data of record (`fields.ts`).
 */
import type { LineFieldPath, VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';

export const documentClass = 'java.beans.XMLDecoder';
export const voucherClass = 'dvc.service.custom.TemplateChungTu';
export const lineClass = 'dvc.service.custom.TemplateChungTuGt';
export const listClass = 'java.util.ArrayList';
/** Each holds milliseconds since 1970. */
export const timeClasses: readonly string[] = ['java.sql.Timestamp', 'java.util.Date', 'java.sql.Date'];
/** Each holds digits as text. */
export const numberClasses: readonly string[] = ['java.math.BigDecimal', 'java.math.BigInteger'];
/** Property of the list of lines: `gnHosoC402GtByGnHosoC402`, by the form. */
export const linesProperty = /^gnHoso[A-Za-z0-9]{1,12}GtByGnHoso[A-Za-z0-9]{1,12}$/;

/** Facts of the document that are no field of ours. */
export const documentNames = {
  formId: 'gnTaiLieuId',
  formType: 'typeChungTu',
  total: 'tongSoTien',
  totalInWords: 'par1',
  budgetYear: 'dvqhnsNamns',
} as const;

export const softwareFields: Readonly<Record<VoucherFieldPath, readonly [string, ...string[]]>> = {
  number: ['soChungTu'],
  date: ['ngayChungTu'],
  allocation: ['tamcapChinhthuc'],
  purpose: ['thucchiTamung'],
  method: ['chuyenkhoanTienmat'],
  advance: ['tuUt', 'tamungUngtruoc'],
  unitName: ['dvqhnsTen'],
  unitCode: ['dvqhnsMa', 'dmDvqhns', 'dmDvTratien'],
  address: ['dvqhnsDiachi', 'dvqhnsDiaChi'],
  accountNumber: ['dvqhnsSotkSo', 'dvqhnsTaiKhoan', 'dvqhnsSotk'],
  treasuryCode: ['dvqhnsKbnn'],
  treasuryName: ['dvqhnsKbnnTen'],
  programCode: ['dvqhnsCtmt', 'dvqhnsCtmtMa'],
  'contract.number': ['hopDongSo'],
  'contract.date': ['hopDongNgay'],
  'contract.amount': ['hopDongSoTien'],
  'payee.name': ['dvNhantienTen'],
  'payee.taxCode': ['dvNhantienMst'],
  'payee.accountNumber': ['dvNhantienSotkSo', 'dvNhantienTaiKhoan'],
  'payee.bank': ['dvNhantienKbnnNhTen', 'dvNhantienNganHang', 'dvNhantienNganhang', 'dvNhantienKbnnTen'],
  'cashReceiver.name': ['nguoilinhHoten', 'nguoilinhTen'],
  'cashReceiver.identityNumber': ['nguoilinhCmnd', 'nguoilinhCccd'],
  'cashReceiver.issuedOn': ['nguoilinhNgaycapCmnd', 'nguoilinhNgayCap'],
  'cashReceiver.issuedAt': ['nguoilinhNoicapCmnd', 'nguoilinhNoiCap'],
  'taxpayer.name': ['dvNopthueTen'],
  'taxpayer.taxCode': ['dvNopthueMasothue'],
  'taxpayer.address': ['dvNopthueDiachi', 'dvNopthueDiaChi'],
  'tax.ndkt': ['dvNopthueNdkt'],
  'tax.chapter': ['dvNopthueChuong'],
  'tax.collectorCode': ['dvNopthueCqthuMa'],
  'tax.collectorName': ['dvNopthueCqthuTen'],
  'tax.period': ['dvNopthueKythue'],
  'tax.area': ['dvNopthueDiaban', 'dvNopthueDiaBan'],
  'tax.revenueAccount': ['dvNopthueTkThu'],
  'tax.treasuryCode': ['dvNopthueKbHachtoan'],
  'tax.treasuryName': ['dvNopthueKbHachtoanTen'],
  'tax.amount': ['dvNopthueSotiennop', 'nopNsnn'],
  payeeAmount: ['dvNhantienSotiennhan', 'traDonViHuong'],
  'payer.name': ['dvTratienTen'],
  'payer.address': ['dvTratienDiachi', 'dvTratienDiaChi'],
  'payer.accountNumber': ['dvTratienSotkSo', 'dvTratienTaiKhoan'],
  'payer.bank': ['dvTratienKbnnNhTen', 'dvTratienNganHang'],
  donorCode: ['nhaTaiTro'],
  listFor: ['kemTheoChungTu'],
};

/**
 * Software that knows one payer alone writes the unit into `dvTratien…` (mẫu 17): names of the unit's fields on forms
 * without a payer of their own.
 */
export const unitAsPayer: Partial<Readonly<Record<VoucherFieldPath, readonly string[]>>> = {
  unitName: ['dvTratienTen'],
  unitCode: ['dvTratienMa'],
  address: ['dvTratienDiachi', 'dvTratienDiaChi'],
  accountNumber: ['dvTratienSotkSo', 'dvTratienTaiKhoan'],
  treasuryCode: ['dvTratienKbnn'],
  programCode: ['dvTratienCtmt'],
};

export const softwareLineFields: Readonly<Record<LineFieldPath, readonly [string, ...string[]]>> = {
  description: ['noiDung'],
  invoiceNumber: ['hoaDonSo'],
  invoiceDate: ['hoaDonNgay'],
  ndkt: ['dmNdkt'],
  chapter: ['dmChuong'],
  sector: ['dmNganhKt'],
  source: ['dmNguonchi'],
  // Mẫu 10 of the exporters says soDeNghi.
  amount: ['soTien', 'soDeNghi'],
  declaration: ['soToKhai'],
  taxPeriod: ['kyThue'],
  budgetYear: ['nienDo'],
  advanceBalance: ['soUngTruoc', 'soDuTamUng'],
  payeeName: ['thuHuongTen'],
  payeeAccount: ['thuHuongTaiKhoan'],
  payeeBank: ['thuHuongNganHang'],
  payeeIdentity: ['thuHuongCccd'],
  note: ['ghiChu'],
};

/**
 * Properties that such software writes and no form of ours has a place for: read as values and then left. A name outside
 * these families is refused.
 */
export const unusedVoucherProperty =
  /^(?:(?:dvqhns|dvNhantien|dvTratien|dvNopthue|nguoilinh|dm)[A-Z][A-Za-z0-9]{0,40}|par[1-9])$/;
export const unusedLineProperty =
  /^(?:maHang|nopThue|thanhToan|soTienNguyenTe|soPheDuyet|dvNhantien|dvNopthue|dm[A-Z][A-Za-z0-9]{0,30})$/;

/** How software numbers the choices: in the order in which the property's own name says them. */
export const softwareChoices: Readonly<Record<string, readonly string[]>> = {
  allocation: ['TAM_CAP', 'CHINH_THUC'],
  purpose: ['THUC_CHI', 'TAM_UNG'],
  method: ['CHUYEN_KHOAN', 'TIEN_MAT'],
  advance: ['TAM_UNG', 'UNG_TRUOC_DU_DK', 'UNG_TRUOC_CHUA_DU_DK'],
};
