import { failureText } from '#shared/contract/errors.ts';
import type { BatchRow } from '#shared/contract/batch.ts';
import type { Table } from '../../tables/table.ts';

export const stateNames: Readonly<Record<BatchRow['state'], string>> = {
  waiting: 'Chưa ký',
  signed: 'Đã ký trên máy này, chưa gửi',
  sent: 'Đã ký và gửi',
  failed: 'Không ký được',
};
const indicationNames = { valid: 'Hợp lệ', invalid: 'Không hợp lệ', indeterminate: 'Chưa kết luận' } as const;

/** What became of each voucher, as a table for the files of the unit. */
export function reportTable(rows: readonly BatchRow[]): Table {
  return {
    name: 'Kết quả ký',
    columns: [
      { title: 'STT', kind: 'number' },
      { title: 'Mã hồ sơ', kind: 'text', width: 22 },
      { title: 'Số chứng từ', kind: 'text' },
      { title: 'Đơn vị nhận / tên tệp', kind: 'text', width: 40 },
      { title: 'Số tiền (đồng)', kind: 'amount' },
      { title: 'Kết quả', kind: 'text', width: 28 },
      { title: 'Chữ ký', kind: 'text' },
      { title: 'Mã lỗi', kind: 'text', width: 22 },
      { title: 'Lý do', kind: 'text', width: 40 },
      { title: 'Cần làm', kind: 'text', width: 50 },
      { title: 'Cảnh báo', kind: 'text', width: 30 },
    ],
    rows: rows.map((row, index) => {
      const text = row.failure === undefined ? undefined : failureText(row.failure.code, 'vi');
      return [
        String(index + 1),
        row.code,
        row.number,
        row.name,
        row.total,
        stateNames[row.state],
        row.indication === undefined ? '' : indicationNames[row.indication],
        row.failure?.code ?? '',
        text?.heading ?? '',
        text?.remedy ?? '',
        row.warnings.join('; '),
      ];
    }),
  };
}
