/** Mẫu 17, C4-02a/KB. */
import type { ColumnUse, FormDescription, FormSection } from './description.ts';
import {
  amount,
  bookingOffice,
  description,
  headSection,
  inWordsBlock,
  payeeRows,
  payeeSection,
  sourceColumn,
  treasurySide,
  unitRows,
  unitSection,
  unitSide,
  voluntary,
} from './parts.ts';

/** Source and budget year stand in place of the codes of a withdrawal (mẫu 17, 18). */
export const orderColumns: readonly ColumnUse[] = [
  description(220),
  { ...sourceColumn, printed: ['Mã nguồn', 'NSNN'], width: 60 },
  {
    field: 'budgetYear',
    required: 'always',
    printed: ['Niên độ', 'ngân sách'],
    width: 60,
    inherited: true,
  },
  amount(156.08),
];

export const payingUnitSection: FormSection = {
  ...unitSection,
  fields: [...unitSection.fields, voluntary('donorCode')],
};

export const form17: FormDescription = {
  id: '17',
  symbol: 'C4-02a/KB',
  fileName: 'C4-02a-KB',
  title: { vi: 'Ủy nhiệm chi chuyển khoản', en: 'Payment order' },
  choices: [],
  sections: [headSection, payeeSection, payingUnitSection],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Nội dung thanh toán', en: 'Lines' },
    noun: { vi: 'dòng', en: 'line' },
    columns: orderColumns,
  },
  rules: [],
  ndkt: 'none',
  print: {
    title: ['ỦY NHIỆM CHI', 'CHUYỂN KHOẢN'],
    choices: [],
    before: [
      {
        rows: [
          ...unitRows('Đơn vị trả tiền:'),
          [{ label: 'Mã nhà tài trợ (nếu có):', value: 'donorCode', share: 1 }],
        ],
      },
    ],
    after: [inWordsBlock, { rows: payeeRows }],
    office: bookingOffice,
    signatures: [unitSide('ĐƠN VỊ TRẢ TIỀN'), treasurySide],
  },
  software: { prefix: 'C402A', gnTaiLieuId: '425', typeChungTu: '13' },
};
