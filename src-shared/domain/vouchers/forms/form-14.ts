/** Mẫu 14, C2-02b/NS: as mẫu 13, with a part that goes into the budget as tax. */
import type { FormDescription } from './description.ts';
import {
  amount,
  cashRows,
  cashSection,
  chapterColumn,
  contractRow,
  contractSection,
  description,
  headSection,
  inWordsBlock,
  ndktColumn,
  payeeHeading,
  payeeRows,
  sectorColumn,
  sourceColumn,
  taxBlock,
  taxSection,
  transferPayeeSection,
  treasurySide,
  unitRows,
  unitSection,
  unitSide,
  withdrawalChoices,
} from './parts.ts';

export const form14: FormDescription = {
  id: '14',
  symbol: 'C2-02b/NS',
  fileName: 'C2-02b-NS',
  title: { vi: 'Giấy rút dự toán ngân sách kiêm nộp NSNN', en: 'Budget withdrawal and tax payment voucher' },
  choices: [
    { field: 'allocation', values: ['CHINH_THUC', 'TAM_CAP'] },
    { field: 'purpose', values: ['THUC_CHI', 'TAM_UNG'] },
    { field: 'method', values: ['CHUYEN_KHOAN', 'TIEN_MAT'] },
  ],
  sections: [headSection, transferPayeeSection, cashSection, taxSection, contractSection, unitSection],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Nội dung thanh toán', en: 'Lines' },
    noun: { vi: 'dòng', en: 'line' },
    columns: [
      description(146),
      { field: 'invoiceNumber', required: 'never', printed: ['Hóa đơn', 'số'], width: 33 },
      { field: 'invoiceDate', required: 'never', printed: ['Hóa đơn', 'ngày'], width: 48 },
      ndktColumn,
      chapterColumn,
      sectorColumn,
      sourceColumn,
      // Wide enough for 18 digits and their points.
      amount(95.08),
    ],
  },
  rules: [{ kind: 'split', fields: ['tax.amount', 'payeeAmount'] }],
  ndkt: 'spending',
  print: {
    choices: withdrawalChoices,
    before: [{ rows: [...unitRows('Đơn vị rút dự toán:'), contractRow] }],
    after: [inWordsBlock, taxBlock, { heading: payeeHeading, rows: [...payeeRows, ...cashRows] }],
    signatures: [treasurySide, unitSide('ĐƠN VỊ RÚT DỰ TOÁN')],
  },
  software: { prefix: 'C202b', gnTaiLieuId: '500', typeChungTu: '1' },
};
