import { expect, it } from 'vitest';
import type { Check } from '#shared/contract/doctor.ts';
import { vi } from '../../i18n/vi.ts';
import { checksText } from './checks-text.ts';

const both = (text: string) => ({ vi: text, en: `${text} (en)` });
const service: Check = {
  id: 'pcsc',
  title: both('Dịch vụ thẻ'),
  state: 'failed',
  looked: both('pcscd'),
  found: both('đã dừng'),
  meaning: both('Không thấy token.'),
  remedy: both('Khởi động lại.'),
  command: 'sudo systemctl start pcscd',
  milliseconds: 12.4,
};
const clock: Check = {
  ...service,
  id: 'clock',
  state: 'ok',
  title: both('Đồng hồ'),
  meaning: both(''),
  remedy: both(''),
};

it('copies every check with what was seen and what to do, and leaves out what was not said', () => {
  const { command: _, ...fine } = clock;
  const text = checksText(
    [{ ...fine, meaning: { vi: '', en: '' }, remedy: { vi: '', en: '' } }, service],
    vi.doctor,
    'vi',
    {
      version: '1.2.3',
      at: '22/11/2026 14:05',
    },
  );
  expect(text).toBe(
    [
      'DVCTT Desktop 1.2.3 · Chẩn đoán máy và token · 22/11/2026 14:05',
      '== Token và đầu đọc ==',
      [
        '[Hỏng] Dịch vụ thẻ (pcsc, 12 ms)',
        '  Đã xem: pcscd',
        '  Thấy: đã dừng',
        '  Nghĩa là: Không thấy token.',
        '  Cần làm: Khởi động lại.',
        '  Lệnh cho người quản trị máy: sudo systemctl start pcscd',
      ].join('\n'),
      '== Máy tính này ==',
      '[Đạt] Đồng hồ (clock, 12 ms)\n  Đã xem: pcscd\n  Thấy: đã dừng\n',
    ].join('\n\n'),
  );
});
