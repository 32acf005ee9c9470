/** What several forms have in common. */
import type {
  ColumnUse,
  FieldUse,
  FormSection,
  PrintBlock,
  PrintedOffice,
  PrintedSide,
  PrintLayout,
  PrintRow,
} from './description.ts';

const always = (field: FieldUse['field'], label?: FieldUse['label']): FieldUse => ({
  field,
  required: 'always',
  ...(label === undefined ? {} : { label }),
});
const optional = (field: FieldUse['field'], label?: FieldUse['label']): FieldUse => ({
  field,
  required: 'never',
  ...(label === undefined ? {} : { label }),
});
export const mandatory = always;
export const voluntary = optional;

export const byTransfer = { field: 'method', is: 'CHUYEN_KHOAN' } as const;
export const inCash = { field: 'method', is: 'TIEN_MAT' } as const;

export const headSection: FormSection = {
  id: 'head',
  title: { vi: 'Chứng từ', en: 'Voucher' },
  fields: [always('number'), always('date')],
};

export const unitSection: FormSection = {
  id: 'unit',
  title: { vi: 'Đơn vị và tài khoản', en: 'Unit and account' },
  fields: [
    always('unitName'),
    always('unitCode'),
    optional('address'),
    always('accountNumber'),
    always('treasuryCode'),
    always('treasuryName'),
    always('programCode'),
  ],
};

export const contractSection: FormSection = {
  id: 'contract',
  title: { vi: 'Hợp đồng (nếu có)', en: 'Contract (if any)' },
  fields: [optional('contract.number'), optional('contract.date'), optional('contract.amount')],
};

const payeeFields: readonly FieldUse[] = [
  always('payee.name'),
  optional('payee.taxCode'),
  always('payee.accountNumber'),
  always('payee.bank'),
];

export const payeeSection: FormSection = {
  id: 'payee',
  title: { vi: 'Đơn vị, cá nhân nhận tiền', en: 'Payee' },
  fields: payeeFields,
};
export const transferPayeeSection: FormSection = { ...payeeSection, shown: byTransfer };

export const cashSection: FormSection = {
  id: 'cash',
  title: { vi: 'Người lĩnh tiền mặt', en: 'Cash receiver' },
  shown: inCash,
  fields: [
    always('cashReceiver.name'),
    always('cashReceiver.identityNumber'),
    always('cashReceiver.issuedOn'),
    always('cashReceiver.issuedAt'),
  ],
};

/** The tax block of mẫu 14 and 18. */
export const taxSection: FormSection = {
  id: 'tax',
  title: { vi: 'Phần nộp ngân sách nhà nước', en: 'Paid into the state budget' },
  fields: [
    always('tax.amount'),
    always('payeeAmount'),
    always('taxpayer.name'),
    always('taxpayer.taxCode'),
    always('tax.ndkt'),
    always('tax.chapter'),
    always('tax.collectorCode'),
    always('tax.collectorName'),
    always('tax.period'),
    optional('tax.area'),
    always('tax.revenueAccount'),
    always('tax.treasuryCode'),
    always('tax.treasuryName'),
  ],
};

/** A date on one line. */
const dateWidth = 52;
export const invoiceColumns: readonly ColumnUse[] = [
  { field: 'invoiceNumber', required: 'never', printed: ['Hóa đơn', 'số'], width: 42 },
  { field: 'invoiceDate', required: 'never', printed: ['Hóa đơn', 'ngày'], width: dateWidth },
];

export const description = (width: number): ColumnUse => ({
  field: 'description',
  required: 'always',
  printed: ['Nội dung thanh toán'],
  width,
});
export const amount = (width: number, printed: readonly string[] = ['Số tiền', '(đồng)']): ColumnUse => ({
  field: 'amount',
  required: 'always',
  printed,
  width,
});
export const ndktColumn: ColumnUse = {
  field: 'ndkt',
  required: 'always',
  printed: ['Mã', 'NDKT'],
  width: 34,
  inherited: true,
};
export const chapterColumn: ColumnUse = {
  field: 'chapter',
  required: 'always',
  printed: ['Mã', 'chương'],
  width: 40,
  inherited: true,
};
export const sectorColumn: ColumnUse = {
  field: 'sector',
  required: 'always',
  printed: ['Mã', 'ngành', 'KT'],
  width: 36,
  inherited: true,
};
export const sourceColumn: ColumnUse = {
  field: 'source',
  required: 'always',
  printed: ['Mã', 'nguồn', 'NSNN'],
  width: 38,
  inherited: true,
};

export const purposeBoxes = [
  { label: 'Thực chi', field: 'purpose', is: 'THUC_CHI' },
  { label: 'Tạm ứng', field: 'purpose', is: 'TAM_UNG' },
] as const;
export const methodBoxes = [
  { label: 'Chuyển khoản', field: 'method', is: 'CHUYEN_KHOAN' },
  { label: 'Tiền mặt', field: 'method', is: 'TIEN_MAT' },
] as const;
export const allocationBoxes = [
  { label: 'Chính thức', field: 'allocation', is: 'CHINH_THUC' },
  { label: 'Tạm cấp', field: 'allocation', is: 'TAM_CAP' },
] as const;

const accountRows: readonly PrintRow[] = [
  [
    { label: 'Tài khoản:', value: 'accountNumber', share: 0.4 },
    { label: 'Mã cấp NS:', value: 'budgetLevel', share: 0.28 },
    { label: 'Mã CTMT, DA:', value: 'programCode', share: 0.32 },
  ],
  [
    { label: 'Tại KBNN:', value: 'treasuryName', share: 0.68 },
    { label: 'Mã KBNN:', value: 'treasuryCode', share: 0.32 },
  ],
];

/** The unit and its account; `title` is what the form calls the unit. */
export const unitRows = (title: string): readonly PrintRow[] => [
  [
    { label: title, value: 'unitName', share: 0.68 },
    { label: 'Mã ĐVQHNS:', value: 'unitCode', share: 0.32 },
  ],
  [{ label: 'Địa chỉ:', value: 'address', share: 1 }],
  ...accountRows,
];

export const contractRow: PrintRow = [
  { label: 'Hợp đồng số:', value: 'contract.number', share: 0.4 },
  { label: 'Ngày:', value: 'contract.date', share: 0.2 },
  { label: 'Giá trị hợp đồng:', value: 'contract.amount', share: 0.4 },
];

export const inWordsBlock: PrintBlock = {
  rows: [[{ label: 'Tổng số tiền ghi bằng chữ:', value: 'totalInWords', share: 1 }]],
};

export const payeeRows: readonly PrintRow[] = [
  [
    { label: 'Đơn vị nhận tiền:', value: 'payee.name', share: 0.68 },
    { label: 'Mã số thuế:', value: 'payee.taxCode', share: 0.32 },
  ],
  [
    { label: 'Tài khoản:', value: 'payee.accountNumber', share: 0.4 },
    { label: 'Tại KBNN (NH):', value: 'payee.bank', share: 0.6 },
  ],
];

export const cashRows: readonly PrintRow[] = [
  [
    { label: 'Hoặc người nhận tiền:', value: 'cashReceiver.name', share: 0.62 },
    { label: 'Số CCCD/hộ chiếu:', value: 'cashReceiver.identityNumber', share: 0.38 },
  ],
  [
    { label: 'Cấp ngày:', value: 'cashReceiver.issuedOn', share: 0.3 },
    { label: 'Nơi cấp:', value: 'cashReceiver.issuedAt', share: 0.7 },
  ],
];

/** “Nộp ngân sách nhà nước” of mẫu 14 and 18. */
export const taxBlock: PrintBlock = {
  heading: 'NỘP NGÂN SÁCH NHÀ NƯỚC',
  rows: [
    [
      { label: 'Số tiền nộp NSNN:', value: 'tax.amount', share: 0.5 },
      { label: 'Thanh toán cho đơn vị hưởng:', value: 'payeeAmount', share: 0.5 },
    ],
    [
      { label: 'Người nộp thuế:', value: 'taxpayer.name', share: 0.68 },
      { label: 'Mã số thuế:', value: 'taxpayer.taxCode', share: 0.32 },
    ],
    [
      { label: 'Mã NDKT:', value: 'tax.ndkt', share: 0.25 },
      { label: 'Mã chương:', value: 'tax.chapter', share: 0.25 },
      { label: 'Kỳ thuế:', value: 'tax.period', share: 0.25 },
      { label: 'Mã địa bàn:', value: 'tax.area', share: 0.25 },
    ],
    [
      { label: 'Cơ quan quản lý thu:', value: 'tax.collectorName', share: 0.68 },
      { label: 'Mã CQ thu:', value: 'tax.collectorCode', share: 0.32 },
    ],
    [
      { label: 'KBNN hạch toán khoản thu:', value: 'tax.treasuryName', share: 0.5 },
      { label: 'Mã KBNN:', value: 'tax.treasuryCode', share: 0.22 },
      { label: 'Tài khoản thu:', value: 'tax.revenueAccount', share: 0.28 },
    ],
  ],
};
export const payeeHeading = 'THANH TOÁN CHO ĐƠN VỊ HƯỞNG';

const byHand = '(Ký, ghi họ tên)';
export const treasurySide: PrintedSide = {
  title: 'KHO BẠC NHÀ NƯỚC',
  date: 'blank',
  signers: [
    ['Kế toán', byHand],
    ['Kế toán trưởng', byHand],
    ['Giám đốc', byHand],
  ],
};
export const unitSide = (title: string): PrintedSide => ({
  title,
  date: 'voucher',
  signers: [
    ['Kế toán trưởng', '(Ký số)'],
    ['Chủ tài khoản', '(Ký số)'],
  ],
});

/** By hand, beside the digital signatures: who hands over or takes cash. */
export const cashSide = (title: string): PrintedSide => ({
  title,
  date: 'none',
  signers: [['(Nếu tiền mặt)', byHand]],
});

/** What the Treasury writes when it books the voucher. */
export const bookingOffice: PrintedOffice = {
  heading: 'PHẦN KBNN GHI',
  rows: [
    ['Nợ TK:', 'Có TK:', 'Mã ĐBHC:'],
    ['Nợ TK:', 'Có TK:', 'Ngày ghi sổ:'],
  ],
};

/** The layout of the two withdrawal forms, 13 and 14. */
export const withdrawalChoices: PrintLayout['choices'] = [purposeBoxes, methodBoxes, allocationBoxes];
