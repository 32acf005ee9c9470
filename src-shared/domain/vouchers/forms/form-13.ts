/** Mẫu 13, C2-02a/NS. */
import type { FormDescription } from './description.ts';
import {
  amount,
  bookingOffice,
  cashRows,
  cashSection,
  cashSide,
  chapterColumn,
  contractRow,
  contractSection,
  description,
  headSection,
  inWordsBlock,
  invoiceColumns,
  ndktColumn,
  payeeRows,
  sectorColumn,
  sourceColumn,
  transferPayeeSection,
  treasurySide,
  unitRows,
  unitSection,
  unitSide,
  withdrawalChoices,
} from './parts.ts';

export const form13: FormDescription = {
  id: '13',
  symbol: 'C2-02a/NS',
  fileName: 'C2-02a-NS',
  title: { vi: 'Giấy rút dự toán ngân sách', en: 'Budget withdrawal voucher' },
  choices: [
    { field: 'allocation', values: ['CHINH_THUC', 'TAM_CAP'] },
    { field: 'purpose', values: ['THUC_CHI', 'TAM_UNG'] },
    { field: 'method', values: ['CHUYEN_KHOAN', 'TIEN_MAT'] },
  ],
  sections: [headSection, transferPayeeSection, cashSection, contractSection, unitSection],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Nội dung thanh toán', en: 'Lines' },
    noun: { vi: 'dòng', en: 'line' },
    columns: [
      description(145.08),
      ...invoiceColumns,
      ndktColumn,
      chapterColumn,
      sectorColumn,
      sourceColumn,
      // Wide enough for 18 digits and their points.
      amount(109),
    ],
  },
  rules: [],
  ndkt: 'spending',
  print: {
    choices: withdrawalChoices,
    before: [{ rows: [...unitRows('Đơn vị rút dự toán:'), contractRow] }],
    after: [inWordsBlock, { rows: [...payeeRows, ...cashRows] }],
    office: bookingOffice,
    signatures: [cashSide('NGƯỜI NHẬN TIỀN'), treasurySide, unitSide('ĐƠN VỊ RÚT DỰ TOÁN')],
  },
};
