import { failureText } from '#shared/contract/errors.ts';
import type { ImportRow } from '#shared/contract/transfer.ts';
import type { Table } from '../../tables/table.ts';

const states: Readonly<Record<ImportRow['state'], string>> = {
  ready: 'Sẵn sàng',
  'to-fix': 'Cần sửa',
  refused: 'Bị từ chối',
};

/** The preview as a table for whoever made the files: one row for each issue, one for a voucher without any. */
export function importReport(rows: readonly ImportRow[]): Table {
  return {
    name: 'Kết quả nhập',
    columns: [
      { title: 'STT', kind: 'number' },
      { title: 'Tệp', kind: 'text', width: 44 },
      { title: 'Kết quả', kind: 'text' },
      { title: 'Mẫu', kind: 'text' },
      { title: 'Số chứng từ', kind: 'text' },
      { title: 'Ngày', kind: 'date' },
      { title: 'Đơn vị nhận', kind: 'text', width: 40 },
      { title: 'Số tiền (đồng)', kind: 'amount' },
      { title: 'Số dòng', kind: 'number' },
      { title: 'Mức', kind: 'text' },
      { title: 'Vị trí', kind: 'text' },
      { title: 'Mã lỗi', kind: 'text', width: 24 },
      { title: 'Nội dung', kind: 'text', width: 80 },
    ],
    rows: rows.flatMap((row) => {
      const head = [
        String(row.row + 1),
        row.from,
        states[row.state],
        row.formId ?? '',
        row.number,
        row.date,
        row.payee,
        row.state === 'refused' ? '' : row.total,
        String(row.lines),
      ];
      const told = toldOf(row);
      return told.length === 0 ? [head] : told.map((words) => [...head, ...words]);
    }),
  };
}

function toldOf({ failure, issues }: ImportRow): readonly (readonly string[])[] {
  const judged = issues.map(({ path, code, message, blocking }) => [
    blocking ? 'Lỗi' : 'Lưu ý',
    path,
    code,
    message.vi,
  ]);
  if (failure === undefined) return judged;
  const { heading, explanation, remedy } = failureText(failure.code, 'vi');
  const details = Object.entries(failure.details ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  const where = details.length === 0 ? '' : ` (${details.join('; ')})`;
  return [['Lỗi', '', failure.code, `${heading}. ${explanation}${where} ${remedy}`], ...judged];
}
