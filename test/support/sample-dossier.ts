/** A small dossier of an invented school, the same every time; tests change what they are about. */
import type { Unit } from '#shared/contract/http.ts';
import { dossierCodeSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';

export const sampleDossierCode = dossierCodeSchema.parse('1001163261122093000');

/** The day on which the sample is complete and valid. */
export const sampleToday = new Date('2026-11-22T02:30:00Z');

export const sampleUnit: Unit = {
  code: '1001163',
  name: 'Trường trung học cơ sở Sông Lô',
  address: 'Số 12 đường Lê Lợi, thành phố Hải Phòng',
  chapter: '622',
  treasuryCode: '0064',
  treasuryName: 'Kho bạc Nhà nước Lê Chân - Hải Phòng',
  accounts: [
    { number: '9523.3.1001163', name: 'Dự toán chi thường xuyên giao tự chủ' },
    { number: '9527.3.1001163', name: 'Dự toán chi thường xuyên không giao tự chủ' },
  ],
  members: [],
};

export const sampleLine: VoucherLine = {
  id: 'line-1',
  description: 'Thanh toán tiền điện tháng 10/2026',
  invoiceNumber: '0001234',
  invoiceDate: '2026-11-05',
  ndkt: '6501',
  chapter: '622',
  sector: '073',
  source: '13',
  amount: '12450000',
};

export const sampleVoucher: Voucher = {
  id: 'voucher-1',
  formId: '13',
  number: 'RDT-0012',
  date: '2026-11-22',
  allocation: 'CHINH_THUC',
  purpose: 'THUC_CHI',
  method: 'CHUYEN_KHOAN',
  unitName: sampleUnit.name,
  unitCode: sampleUnit.code,
  address: sampleUnit.address,
  accountNumber: '9523.3.1001163',
  treasuryCode: sampleUnit.treasuryCode,
  treasuryName: sampleUnit.treasuryName,
  programCode: '00000',
  contract: { number: '15/2026/HĐ-SL', date: '2026-01-15', amount: '180000000' },
  lines: [
    sampleLine,
    {
      ...sampleLine,
      id: 'line-2',
      description: 'Thanh toán tiền văn phòng phẩm quý IV/2026',
      invoiceNumber: '0000087',
      invoiceDate: '2026-11-10',
      ndkt: '6551',
      amount: '3755000',
    },
  ],
  payee: {
    name: 'Công ty TNHH Thiết bị và Dịch vụ Sông Cấm',
    taxCode: '0100109106',
    accountNumber: '1234567890123',
    bank: 'Ngân hàng TMCP Công thương Việt Nam - Chi nhánh Lê Chân',
  },
  cashReceiver: { name: '', identityNumber: '', issuedOn: '', issuedAt: '' },
};

export const sampleContent: DossierContent = {
  title: 'Thanh toán tiền điện và văn phòng phẩm quý IV/2026',
  vouchers: [sampleVoucher],
  attachments: [
    {
      id: 'attachment-1',
      name: 'hoa-don-0001234.pdf',
      mediaType: 'application/pdf',
      sha256: 'a'.repeat(64),
      size: 48_213,
    },
  ],
};

/** The sample voucher paid in cash. */
export const cashVoucher: Voucher = {
  ...sampleVoucher,
  method: 'TIEN_MAT',
  payee: { name: '', taxCode: '', accountNumber: '', bank: '' },
  cashReceiver: {
    name: 'Nguyễn Thị Hương',
    identityNumber: '031185001234',
    issuedOn: '2021-08-17',
    issuedAt: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
  },
};
