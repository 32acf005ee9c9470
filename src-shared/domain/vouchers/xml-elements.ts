/** Names in the voucher's XML, in document order; writer and reader share them. */

export const voucherNamespace = 'urn:dvctt:chung-tu:1';
export const rootElement = 'chungTu';
/** The one Id of the document; the signature may refer to it. */
export const rootId = 'chungTu';

export const linesElement = 'dsChiTiet';
export const lineElement = 'chiTiet';
export const printedFormElement = 'banIn';
export const attachmentsElement = 'dsTepDinhKem';
export const attachmentElement = 'tepDinhKem';

export const headerNames = [
  'maHoSo',
  'maChungTu',
  'mauSo',
  'kyHieu',
  'soChungTu',
  'ngayChungTu',
  'tamcapChinhthuc',
  'thucchiTamung',
  'chuyenkhoanTienmat',
  'dvqhnsTen',
  'dvqhnsMa',
  'dvqhnsDiaChi',
  'dvqhnsTaiKhoan',
  'dvqhnsKbnn',
  'dvqhnsKbnnTen',
  'dvqhnsCtmt',
  'hopDongSo',
  'hopDongNgay',
  'hopDongSoTien',
  'dvNhantienTen',
  'dvNhantienMst',
  'dvNhantienTaiKhoan',
  'dvNhantienNganHang',
  'nguoilinhTen',
  'nguoilinhCccd',
  'nguoilinhNgayCap',
  'nguoilinhNoiCap',
  'tongSoTien',
  'soTienBangChu',
] as const;
export type HeaderName = (typeof headerNames)[number];

export const lineNames = [
  'maHang',
  'noiDung',
  'hoaDonSo',
  'hoaDonNgay',
  'dmNdkt',
  'dmChuong',
  'dmNganhKt',
  'dmNguonchi',
  'soTien',
] as const;
export type LineName = (typeof lineNames)[number];

export const fileNames = ['tenTep', 'sha256', 'kichThuoc'] as const;
export type FileName = (typeof fileNames)[number];
