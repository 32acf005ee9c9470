/** Mẫu 08, C2-05a/NS. */
import type { FormDescription } from './description.ts';
import {
  amount,
  bookingOffice,
  byTransfer,
  cashSide,
  chapterColumn,
  description,
  headSection,
  inWordsBlock,
  mandatory,
  methodBoxes,
  ndktColumn,
  purposeBoxes,
  sectorColumn,
  sourceColumn,
  treasurySide,
  unitRows,
  unitSection,
  unitSide,
  voluntary,
} from './parts.ts';

export const form08: FormDescription = {
  id: '08',
  symbol: 'C2-05a/NS',
  fileName: 'C2-05a-NS',
  title: { vi: 'Giấy nộp trả kinh phí', en: 'Return of funds' },
  choices: [
    { field: 'purpose', values: ['THUC_CHI', 'TAM_UNG'] },
    { field: 'method', values: ['CHUYEN_KHOAN', 'TIEN_MAT'] },
  ],
  sections: [
    headSection,
    {
      id: 'payer',
      title: { vi: 'Người nộp tiền', en: 'Payer' },
      fields: [
        mandatory('payer.name'),
        voluntary('payer.address'),
        { field: 'payer.accountNumber', required: byTransfer },
        { field: 'payer.bank', required: byTransfer },
      ],
    },
    unitSection,
  ],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Kinh phí nộp trả', en: 'Funds returned' },
    noun: { vi: 'dòng', en: 'line' },
    columns: [description(223), ndktColumn, chapterColumn, sectorColumn, sourceColumn, amount(125.08)],
  },
  rules: [],
  ndkt: 'spending',
  print: {
    choices: [purposeBoxes, methodBoxes],
    before: [
      {
        rows: [
          [{ label: 'Người nộp tiền:', value: 'payer.name', share: 1 }],
          [{ label: 'Địa chỉ:', value: 'payer.address', share: 1 }],
          [
            { label: 'Trích tài khoản số:', value: 'payer.accountNumber', share: 0.45 },
            { label: 'Tại KBNN (NH):', value: 'payer.bank', share: 0.55 },
          ],
        ],
      },
      { heading: 'NỘP TRẢ KINH PHÍ CHO', rows: unitRows('Đơn vị:') },
    ],
    after: [inWordsBlock],
    office: bookingOffice,
    signatures: [cashSide('NGƯỜI NỘP TIỀN'), unitSide('ĐƠN VỊ NỘP TRẢ'), treasurySide],
  },
  software: { prefix: 'C205a', gnTaiLieuId: '424', typeChungTu: '4' },
};
