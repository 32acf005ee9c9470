/**
 * Every field that a voucher or a line of any form can have: what it is called, what it holds, and its element in the
 * XML. Forms (`forms/`) say which of them they use.
 */
import type { CodeListId } from '../codes/catalogue.ts';
import type { Label } from './forms/description.ts';
import type { Voucher, VoucherLine } from './voucher.ts';

/** Shapes of texts that are no codes of a catalogue. `unitAccount`: `TKKT.cấp NS.ĐVQHNS` of the unit itself. */
export type FieldFormat =
  'taxCode' | 'bankAccount' | 'unitAccount' | 'identity' | 'taxPeriod' | 'area' | 'year';

export interface FieldDefinition {
  readonly label: Label;
  /** `digits`: a code without a catalogue. `choice`: one of the values that the form offers. */
  readonly kind: 'text' | 'date' | 'code' | 'digits' | 'amount' | 'choice';
  /** Most characters; for `digits`: exactly so many. */
  readonly max: number;
  /** Catalogue of a code. */
  readonly codes?: CodeListId;
  /** What a text has to look like. */
  readonly format?: FieldFormat;
  /** Element of the XML; the Treasury's own import name where it has one. */
  readonly xml: string;
  /** Takes more than one column of the entry form. */
  readonly wide?: true;
}

type Texts<T> = Extract<keyof T, string>;
/** `payee.name` for every text in a group, `number` for every text beside them. */
type PathsOf<T> = {
  [K in Texts<T>]-?: NonNullable<T[K]> extends string
    ? K
    : NonNullable<T[K]> extends readonly unknown[]
      ? never
      : `${K}.${Texts<NonNullable<T[K]>>}`;
}[Texts<T>];

export type VoucherFieldPath = Exclude<PathsOf<Voucher>, 'id' | 'formId'>;
export type LineFieldPath = Exclude<PathsOf<VoucherLine>, 'id'>;

const field = (
  vi: string,
  en: string,
  kind: FieldDefinition['kind'],
  max: number,
  xml: string,
  more: Partial<Pick<FieldDefinition, 'codes' | 'wide' | 'format'>> = {},
): FieldDefinition => ({ label: { vi, en }, kind, max, xml, ...more });

const wide = { wide: true } as const;

export const voucherFields: Readonly<Record<VoucherFieldPath, FieldDefinition>> = {
  number: field('Số chứng từ', 'Voucher number', 'text', 20, 'soChungTu'),
  date: field('Ngày chứng từ', 'Voucher date', 'date', 10, 'ngayChungTu'),
  allocation: field('Hình thức cấp phát', 'Allocation', 'choice', 20, 'tamcapChinhthuc'),
  purpose: field('Tính chất chi', 'Purpose', 'choice', 20, 'thucchiTamung'),
  method: field('Hình thức thanh toán', 'Payment method', 'choice', 20, 'chuyenkhoanTienmat'),
  unitName: field('Tên đơn vị', 'Unit name', 'text', 200, 'dvqhnsTen', wide),
  unitCode: field('Mã ĐVQHNS', 'Unit code (ĐVQHNS)', 'text', 7, 'dvqhnsMa'),
  address: field('Địa chỉ', 'Address', 'text', 300, 'dvqhnsDiaChi', wide),
  accountNumber: field('Tài khoản', 'Account', 'text', 30, 'dvqhnsTaiKhoan', { format: 'unitAccount' }),
  treasuryCode: field('Mã KBNN (SHKB)', 'Treasury code (SHKB)', 'code', 4, 'dvqhnsKbnn', {
    codes: 'treasury',
  }),
  treasuryName: field('Tại KBNN', 'At Treasury office', 'text', 200, 'dvqhnsKbnnTen'),
  programCode: field('Mã CTMT, DA', 'Programme code (CTMT, DA)', 'code', 5, 'dvqhnsCtmt', {
    codes: 'program',
  }),
  'contract.number': field('Số hợp đồng', 'Contract number', 'text', 50, 'hopDongSo'),
  'contract.date': field('Ngày hợp đồng', 'Contract date', 'date', 10, 'hopDongNgay'),
  'contract.amount': field('Giá trị hợp đồng (đồng)', 'Contract value (đồng)', 'amount', 18, 'hopDongSoTien'),
  'payee.name': field('Tên đơn vị, cá nhân nhận tiền', 'Payee’s name', 'text', 200, 'dvNhantienTen', wide),
  'payee.taxCode': field('Mã số thuế', 'Tax code', 'text', 14, 'dvNhantienMst', { format: 'taxCode' }),
  'payee.accountNumber': field(
    'Số tài khoản nhận tiền',
    'Payee’s account number',
    'text',
    30,
    'dvNhantienTaiKhoan',
    { format: 'bankAccount' },
  ),
  'payee.bank': field('Tại ngân hàng / KBNN', 'At bank / Treasury', 'text', 200, 'dvNhantienNganHang', wide),
  'cashReceiver.name': field(
    'Họ và tên người lĩnh tiền',
    'Cash receiver’s full name',
    'text',
    200,
    'nguoilinhTen',
    wide,
  ),
  'cashReceiver.identityNumber': field(
    'Số CCCD / hộ chiếu',
    'Identity card / passport',
    'text',
    12,
    'nguoilinhCccd',
    { format: 'identity' },
  ),
  'cashReceiver.issuedOn': field('Ngày cấp', 'Date of issue', 'date', 10, 'nguoilinhNgayCap'),
  'cashReceiver.issuedAt': field('Nơi cấp', 'Place of issue', 'text', 200, 'nguoilinhNoiCap', wide),
  'taxpayer.name': field('Người nộp thuế', 'Taxpayer', 'text', 200, 'dvNopthueTen', wide),
  'taxpayer.taxCode': field('Mã số thuế người nộp', 'Taxpayer’s tax code', 'text', 14, 'dvNopthueMasothue', {
    format: 'taxCode',
  }),
  'taxpayer.address': field(
    'Địa chỉ người nộp thuế',
    'Taxpayer’s address',
    'text',
    300,
    'dvNopthueDiaChi',
    wide,
  ),
  'tax.ndkt': field('Mã NDKT khoản nộp', 'NDKT of the tax', 'code', 4, 'dvNopthueNdkt', {
    codes: 'revenueNdkt',
  }),
  'tax.chapter': field('Mã chương khoản nộp', 'Chapter of the tax', 'code', 3, 'dvNopthueChuong', {
    codes: 'chapter',
  }),
  'tax.collectorCode': field(
    'Mã cơ quan thu',
    'Collecting authority’s code',
    'digits',
    7,
    'dvNopthueCqthuMa',
  ),
  'tax.collectorName': field('Cơ quan quản lý thu', 'Collecting authority', 'text', 200, 'dvNopthueCqthuTen'),
  'tax.period': field('Kỳ thuế', 'Tax period', 'text', 20, 'dvNopthueKythue', { format: 'taxPeriod' }),
  'tax.area': field('Mã địa bàn hành chính', 'Administrative area', 'text', 5, 'dvNopthueDiaBan', {
    format: 'area',
  }),
  'tax.revenueAccount': field('Tài khoản thu', 'Revenue account', 'code', 4, 'dvNopthueTkThu', {
    codes: 'revenueAccount',
  }),
  'tax.treasuryCode': field(
    'KBNN hạch toán khoản thu',
    'Treasury that books the tax',
    'code',
    4,
    'dvNopthueKbHachtoan',
    { codes: 'treasury' },
  ),
  'tax.treasuryName': field(
    'Tên KBNN hạch toán',
    'Name of that Treasury',
    'text',
    200,
    'dvNopthueKbHachtoanTen',
  ),
  'tax.amount': field('Số tiền nộp NSNN (đồng)', 'Paid into the budget (đồng)', 'amount', 18, 'nopNsnn'),
  payeeAmount: field(
    'Thanh toán cho đơn vị hưởng (đồng)',
    'Paid to the payee (đồng)',
    'amount',
    18,
    'traDonViHuong',
  ),
  'payer.name': field('Người nộp tiền', 'Payer', 'text', 200, 'dvTratienTen', wide),
  'payer.address': field('Địa chỉ người nộp tiền', 'Payer’s address', 'text', 300, 'dvTratienDiaChi', wide),
  'payer.accountNumber': field('Tài khoản trích nộp', 'Account that pays', 'text', 30, 'dvTratienTaiKhoan', {
    format: 'bankAccount',
  }),
  'payer.bank': field('Tại ngân hàng / KBNN', 'At bank / Treasury', 'text', 200, 'dvTratienNganHang', wide),
  donorCode: field('Mã nhà tài trợ', 'Donor’s code', 'text', 20, 'nhaTaiTro'),
  advance: field('Hình thức ứng', 'Kind of advance', 'choice', 30, 'tamungUngtruoc'),
  listFor: field('Kèm theo chứng từ số', 'Belongs to voucher number', 'text', 20, 'kemTheoChungTu'),
};

export const lineFields: Readonly<Record<LineFieldPath, FieldDefinition>> = {
  description: field('Nội dung', 'Description', 'text', 500, 'noiDung', wide),
  invoiceNumber: field('Số hóa đơn', 'Invoice number', 'text', 50, 'hoaDonSo'),
  invoiceDate: field('Ngày hóa đơn', 'Invoice date', 'date', 10, 'hoaDonNgay'),
  ndkt: field('Mã NDKT', 'NDKT code', 'code', 4, 'dmNdkt', { codes: 'ndkt' }),
  chapter: field('Mã chương', 'Chapter', 'code', 3, 'dmChuong', { codes: 'chapter' }),
  sector: field('Mã ngành KT', 'Sector', 'code', 3, 'dmNganhKt', { codes: 'sector' }),
  source: field('Mã nguồn', 'Source', 'code', 2, 'dmNguonchi', { codes: 'source' }),
  amount: field('Số tiền (đồng)', 'Amount (đồng)', 'amount', 18, 'soTien'),
  declaration: field('Số tờ khai / quyết định', 'Declaration or decision', 'text', 50, 'soToKhai'),
  taxPeriod: field('Kỳ thuế / ngày quyết định', 'Tax period or date', 'text', 20, 'kyThue', {
    format: 'taxPeriod',
  }),
  budgetYear: field('Niên độ', 'Budget year', 'digits', 4, 'nienDo', { format: 'year' }),
  advanceBalance: field('Số dư tạm ứng (đồng)', 'Balance of the advance (đồng)', 'amount', 18, 'soDuTamUng'),
  payeeName: field('Họ tên / tên đơn vị thụ hưởng', 'Beneficiary', 'text', 200, 'thuHuongTen', wide),
  payeeAccount: field('Số tài khoản', 'Account number', 'text', 30, 'thuHuongTaiKhoan', {
    format: 'bankAccount',
  }),
  payeeBank: field('Tại ngân hàng', 'At bank', 'text', 200, 'thuHuongNganHang'),
  payeeIdentity: field('Số CCCD', 'Identity card', 'text', 12, 'thuHuongCccd', { format: 'identity' }),
  note: field('Ghi chú', 'Note', 'text', 300, 'ghiChu'),
};
