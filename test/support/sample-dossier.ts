/** A small dossier of an invented school, the same every time; tests change what they are about. */
import type { Unit } from '#shared/contract/http.ts';
import { dossierCodeSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { FormId, Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';

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

const sampleTaxpayer = { name: sampleVoucher.payee.name, taxCode: '0100109106', address: '' };
const sampleTax = {
  ndkt: '1701',
  chapter: '754',
  collectorCode: '1055021',
  collectorName: 'Thuế cơ sở 1 thành phố Hải Phòng',
  period: '10/2026',
  area: '00305',
  revenueAccount: '7111',
  treasuryCode: sampleUnit.treasuryCode,
  treasuryName: sampleUnit.treasuryName,
  amount: '1473182',
};
const taxPart = { taxpayer: sampleTaxpayer, tax: sampleTax, payeeAmount: '14731818' };
const noPayee = { name: '', taxCode: '', accountNumber: '', bank: '' };
const noContract = { number: '', date: '', amount: '' };
/** Codes and invoices that a line of a form does not have. */
const noCodes = { invoiceNumber: '', invoiceDate: '', ndkt: '', chapter: '', sector: '', source: '' };

/** Lines of a form made of the sample's two: `change` sets what this form has besides or instead. */
const sampleLines = (form: string, change: (line: VoucherLine, at: number) => Partial<VoucherLine>) =>
  sampleVoucher.lines.map((line, at) => ({
    ...line,
    id: `line-${form}-${String(at + 1)}`,
    ...change(line, at),
  }));

const sampleVouchers: Readonly<Record<FormId, Voucher>> = {
  '13': sampleVoucher,
  '14': {
    ...sampleVoucher,
    id: 'voucher-14',
    formId: '14',
    number: 'RDT-0014',
    lines: sampleLines('14', ({ description }) => ({ description: `${description}, có thuế` })),
    ...taxPart,
  },
  '17': {
    ...sampleVoucher,
    id: 'voucher-17',
    formId: '17',
    number: 'UNC-0017',
    contract: noContract,
    lines: sampleLines('17', (_line, at) => ({
      ...noCodes,
      description: `Hỗ trợ học sinh tháng 11/2026, đợt ${String(at + 1)}`,
      source: '13',
      budgetYear: '2026',
    })),
    donorCode: '',
  },
  '18': {
    ...sampleVoucher,
    id: 'voucher-18',
    formId: '18',
    number: 'UNC-0018',
    contract: noContract,
    lines: sampleLines('18', (_line, at) => ({
      ...noCodes,
      description: `Sửa chữa phòng học, đợt ${String(at + 1)}`,
      source: '13',
      budgetYear: '2026',
    })),
    donorCode: '',
    ...taxPart,
  },
  '10': {
    ...sampleVoucher,
    id: 'voucher-10',
    formId: '10',
    number: 'TTTU-0010',
    contract: noContract,
    payee: noPayee,
    lines: sampleLines('10', ({ description }) => ({
      invoiceNumber: '',
      invoiceDate: '',
      description: `Thanh toán tạm ứng: ${description}`,
      advanceBalance: '20000000',
    })),
    advance: 'TAM_UNG',
  },
  '08': {
    ...sampleVoucher,
    id: 'voucher-08',
    formId: '08',
    number: 'NTKP-0008',
    contract: noContract,
    payee: noPayee,
    lines: sampleLines('08', (_line, at) => ({
      invoiceNumber: '',
      invoiceDate: '',
      description: `Nộp trả kinh phí chi thừa quý ${at === 0 ? 'II' : 'III'}/2026`,
    })),
    payer: {
      name: sampleUnit.name,
      address: sampleUnit.address,
      accountNumber: '3713.3.1001163',
      bank: sampleUnit.treasuryName,
    },
  },
  '02': {
    ...sampleVoucher,
    id: 'voucher-02',
    formId: '02',
    number: 'GNT-0002',
    programCode: '',
    contract: noContract,
    payee: noPayee,
    lines: sampleLines('02', (_line, at) => ({
      ...noCodes,
      description: `Thuế thu nhập cá nhân khấu trừ tháng ${at === 0 ? '9' : '10'}/2026`,
      ndkt: '1001',
      chapter: '622',
      declaration: '',
      taxPeriod: at === 0 ? '09/2026' : '10/2026',
    })),
    taxpayer: { name: sampleUnit.name, taxCode: '0200340211', address: sampleUnit.address },
    tax: { ...sampleTax, ndkt: '', chapter: '', period: '', amount: '' },
    payer: { name: '', address: '', accountNumber: '', bank: '' },
  },
  '20': {
    ...sampleVoucher,
    id: 'voucher-20',
    formId: '20',
    number: 'DS-0017',
    address: '',
    programCode: '',
    contract: noContract,
    payee: noPayee,
    lines: sampleLines('20', (_line, at) => ({
      ...noCodes,
      description: '',
      payeeName: at === 0 ? 'Trần Văn Bình' : 'Lê Thị Mai',
      payeeIdentity: at === 0 ? '031085004321' : '031190007654',
      payeeAccount: at === 0 ? '1903456789012' : '1903456789045',
      payeeBank: 'Ngân hàng TMCP Công thương Việt Nam - Chi nhánh Lê Chân',
      note: '',
    })),
    listFor: 'UNC-0017',
  },
};

/**
 * A voucher of the form that keeps every rule, with nothing to warn about; all of them together make a dossier. That of
 * mẫu 20 is the list of mẫu 17's.
 */
export const sampleVoucherOf = (formId: FormId): Voucher => sampleVouchers[formId];

/** A dossier of the form's sample voucher; mẫu 20 comes with the voucher that it lists. */
export const sampleContentOf = (formId: FormId): DossierContent => ({
  ...sampleContent,
  vouchers: formId === '20' ? [sampleVouchers['17'], sampleVouchers['20']] : [sampleVouchers[formId]],
});
