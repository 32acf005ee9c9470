/** Mẫu 20: the beneficiaries of a voucher of the same dossier. */
import type { FormDescription } from './description.ts';
import { amount, inWordsBlock, mandatory, unitSide } from './parts.ts';

export const form20: FormDescription = {
  id: '20',
  symbol: '',
  fileName: 'DanhSachThuHuong',
  title: { vi: 'Danh sách thụ hưởng', en: 'List of beneficiaries' },
  choices: [],
  sections: [
    {
      id: 'head',
      title: { vi: 'Danh sách', en: 'List' },
      fields: [
        mandatory('number', { vi: 'Số danh sách', en: 'List number' }),
        mandatory('date'),
        mandatory('listFor'),
      ],
    },
    {
      id: 'unit',
      title: { vi: 'Đơn vị', en: 'Unit' },
      fields: [
        mandatory('unitName'),
        mandatory('unitCode'),
        mandatory('accountNumber'),
        mandatory('treasuryCode'),
        mandatory('treasuryName'),
      ],
    },
  ],
  linesAfter: 'head',
  lines: {
    title: { vi: 'Người thụ hưởng', en: 'Beneficiaries' },
    noun: { vi: 'người', en: 'beneficiary' },
    numbered: true,
    columns: [
      { field: 'payeeName', required: 'always', printed: ['Họ tên / tên đơn vị', 'thụ hưởng'], width: 126 },
      { field: 'payeeIdentity', required: 'never', printed: ['Số CCCD'], width: 66 },
      { field: 'payeeAccount', required: 'always', printed: ['Số tài khoản'], width: 76 },
      { field: 'payeeBank', required: 'always', printed: ['Tại ngân hàng'], width: 88.08, inherited: true },
      amount(76),
      { field: 'note', required: 'never', printed: ['Ghi chú'], width: 64 },
    ],
  },
  rules: [{ kind: 'list' }],
  ndkt: 'none',
  print: {
    choices: [],
    before: [
      {
        rows: [
          [
            { label: 'Kèm theo chứng từ số:', value: 'listFor', share: 0.5 },
            { label: 'Tài khoản:', value: 'accountNumber', share: 0.5 },
          ],
          [
            { label: 'Đơn vị:', value: 'unitName', share: 0.68 },
            { label: 'Mã ĐVQHNS:', value: 'unitCode', share: 0.32 },
          ],
          [
            { label: 'Tại KBNN:', value: 'treasuryName', share: 0.68 },
            { label: 'Mã KBNN:', value: 'treasuryCode', share: 0.32 },
          ],
        ],
      },
    ],
    after: [inWordsBlock],
    signatures: [unitSide('ĐƠN VỊ')],
  },
};
