/** Mẫu 02, C1-02/NS. */
import type { FormDescription } from './description.ts';
import {
  amount,
  byTransfer,
  headSection,
  inWordsBlock,
  mandatory,
  methodBoxes,
  treasurySide,
  unitSide,
  voluntary,
} from './parts.ts';

export const form02: FormDescription = {
  id: '02',
  symbol: 'C1-02/NS',
  fileName: 'C1-02-NS',
  title: { vi: 'Giấy nộp tiền vào ngân sách nhà nước', en: 'Payment into the state budget' },
  choices: [{ field: 'method', values: ['CHUYEN_KHOAN', 'TIEN_MAT'] }],
  sections: [
    headSection,
    {
      id: 'taxpayer',
      title: { vi: 'Người nộp thuế', en: 'Taxpayer' },
      fields: [
        mandatory('taxpayer.name'),
        mandatory('taxpayer.taxCode'),
        voluntary('taxpayer.address'),
        voluntary('payer.name', { vi: 'Người nộp thay', en: 'Paid on behalf by' }),
        voluntary('payer.address', { vi: 'Địa chỉ người nộp thay', en: 'Their address' }),
      ],
    },
    {
      id: 'tax',
      title: { vi: 'Nơi nộp', en: 'Where it goes' },
      fields: [
        mandatory('tax.treasuryCode'),
        mandatory('tax.treasuryName'),
        mandatory('tax.revenueAccount'),
        mandatory('tax.collectorCode'),
        mandatory('tax.collectorName'),
        voluntary('tax.area'),
      ],
    },
    {
      id: 'unit',
      title: { vi: 'Đơn vị và tài khoản trích nộp', en: 'Unit and paying account' },
      fields: [
        mandatory('unitName'),
        mandatory('unitCode'),
        voluntary('address'),
        { field: 'accountNumber', required: byTransfer },
        mandatory('treasuryCode'),
        mandatory('treasuryName'),
      ],
    },
  ],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Khoản nộp', en: 'Payments' },
    noun: { vi: 'khoản', en: 'payment' },
    numbered: true,
    columns: [
      { field: 'declaration', required: 'never', printed: ['Số tờ khai,', 'quyết định'], width: 80 },
      {
        field: 'taxPeriod',
        required: 'always',
        printed: ['Kỳ thuế,', 'ngày QĐ'],
        width: 60,
        inherited: true,
      },
      { field: 'description', required: 'always', printed: ['Nội dung', 'khoản nộp'], width: 160 },
      { field: 'chapter', required: 'always', printed: ['Mã', 'chương'], width: 42, inherited: true },
      { field: 'ndkt', required: 'always', printed: ['Mã', 'NDKT'], width: 42, inherited: true },
      amount(112.08),
    ],
  },
  rules: [],
  ndkt: 'revenue',
  print: {
    title: ['GIẤY NỘP TIỀN VÀO', 'NGÂN SÁCH NHÀ NƯỚC'],
    choices: [methodBoxes],
    before: [
      {
        rows: [
          [
            { label: 'Người nộp thuế:', value: 'taxpayer.name', share: 0.68 },
            { label: 'Mã số thuế:', value: 'taxpayer.taxCode', share: 0.32 },
          ],
          [{ label: 'Địa chỉ:', value: 'taxpayer.address', share: 1 }],
          [
            { label: 'Người nộp thay:', value: 'payer.name', share: 0.5 },
            { label: 'Địa chỉ:', value: 'payer.address', share: 0.5 },
          ],
          [
            { label: 'Đề nghị trích tài khoản:', value: 'accountNumber', share: 0.4 },
            { label: 'Tại KBNN:', value: 'treasuryName', share: 0.4 },
            { label: 'Mã KBNN:', value: 'treasuryCode', share: 0.2 },
          ],
          [
            { label: 'Của đơn vị:', value: 'unitName', share: 0.68 },
            { label: 'Mã ĐVQHNS:', value: 'unitCode', share: 0.32 },
          ],
          [{ label: 'Địa chỉ đơn vị:', value: 'address', share: 1 }],
        ],
      },
      {
        heading: 'ĐỂ NỘP VÀO NSNN',
        rows: [
          [
            { label: 'Tại KBNN:', value: 'tax.treasuryName', share: 0.5 },
            { label: 'Mã KBNN:', value: 'tax.treasuryCode', share: 0.22 },
            { label: 'Tài khoản thu:', value: 'tax.revenueAccount', share: 0.28 },
          ],
          [
            { label: 'Cơ quan quản lý thu:', value: 'tax.collectorName', share: 0.5 },
            { label: 'Mã CQ thu:', value: 'tax.collectorCode', share: 0.25 },
            { label: 'Mã địa bàn:', value: 'tax.area', share: 0.25 },
          ],
        ],
      },
    ],
    after: [inWordsBlock],
    office: {
      heading: 'PHẦN KBNN GHI KHI HẠCH TOÁN',
      rows: [
        ['Nợ TK:', 'Có TK:', 'Mã nguồn NSNN:'],
        ['Nợ TK:', 'Có TK:', 'Ngày ghi sổ:'],
      ],
    },
    signatures: [unitSide('ĐỐI TƯỢNG NỘP TIỀN'), treasurySide],
  },
  software: { prefix: 'M01', gnTaiLieuId: '99', typeChungTu: '15' },
};
