/** Mẫu 10, C2-03/NS. */
import type { FormDescription } from './description.ts';
import {
  amount,
  chapterColumn,
  description,
  headSection,
  ndktColumn,
  sectorColumn,
  sourceColumn,
  treasurySide,
  unitRows,
  unitSection,
  unitSide,
} from './parts.ts';

export const form10: FormDescription = {
  id: '10',
  symbol: 'C2-03/NS',
  fileName: 'C2-03-NS',
  title: { vi: 'Giấy đề nghị thanh toán tạm ứng, ứng trước', en: 'Request to settle an advance' },
  choices: [{ field: 'advance', values: ['TAM_UNG', 'UNG_TRUOC_DU_DK', 'UNG_TRUOC_CHUA_DU_DK'] }],
  sections: [headSection, unitSection],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Số đề nghị thanh toán', en: 'Amounts to settle' },
    noun: { vi: 'dòng', en: 'line' },
    columns: [
      description(130.08),
      ndktColumn,
      chapterColumn,
      sectorColumn,
      sourceColumn,
      { field: 'advanceBalance', required: 'always', printed: ['Số dư', 'tạm ứng (đồng)'], width: 109 },
      {
        ...amount(109, ['Số đề nghị', 'thanh toán (đồng)']),
        label: { vi: 'Số đề nghị thanh toán (đồng)', en: 'Amount to settle (đồng)' },
      },
    ],
  },
  rules: [{ kind: 'ceiling', column: 'advanceBalance' }],
  ndkt: 'spending',
  print: {
    title: ['GIẤY ĐỀ NGHỊ THANH TOÁN', 'TẠM ỨNG, ỨNG TRƯỚC'],
    choices: [
      [{ label: 'Tạm ứng', field: 'advance', is: 'TAM_UNG' }],
      [{ label: 'Ứng trước đủ điều kiện thanh toán', field: 'advance', is: 'UNG_TRUOC_DU_DK' }],
      [{ label: 'Ứng trước chưa đủ điều kiện thanh toán', field: 'advance', is: 'UNG_TRUOC_CHUA_DU_DK' }],
    ],
    before: [
      { rows: unitRows('Đơn vị:') },
      { heading: 'ĐỀ NGHỊ KHO BẠC NHÀ NƯỚC THANH TOÁN THEO CHI TIẾT SAU', rows: [] },
    ],
    after: [
      {
        rows: [[{ label: 'Tổng số đề nghị thanh toán ghi bằng chữ:', value: 'totalInWords', share: 1 }]],
      },
    ],
    office: {
      heading: 'PHẦN KBNN GHI',
      rows: [
        ['Số tiền KBNN duyệt thanh toán:'],
        ['Số tiền ghi bằng chữ:'],
        ['Nợ TK:', 'Có TK:', 'Ngày ghi sổ:'],
        ['Nợ TK:', 'Có TK:', 'Mã ĐBHC:'],
      ],
    },
    signatures: [treasurySide, unitSide('ĐƠN VỊ SỬ DỤNG NGÂN SÁCH')],
  },
  software: { prefix: 'C203NS', gnTaiLieuId: '88', typeChungTu: '2' },
};
