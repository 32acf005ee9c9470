import { expect, it } from 'vitest';
import { phoneLines } from './phones.ts';

const common = { provider: 'VNPT', username: '031082003456', password: 'bi-mat', pin: '048291' } as const;
const people = [
  { ...common, name: 'Trần Thị Thu Hà', account: 'ktv.songlo', role: 'KTV', registered: false },
  { ...common, name: 'Đoàn Minh Quân', account: 'uqctk.songlo', role: 'UQ_CTK', registered: true },
] as const;

it('tells signers alone what to type, who can sign at once, and where the phone is', () => {
  const text = phoneLines('https://dvc.example.vn', people).join('\n');
  expect(text).toContain('https://dvc.example.vn/dien-thoai');
  expect(text).toContain('uqctk.songlo (Đoàn Minh Quân) với chứng thư số đã đăng ký ở VNPT');
  expect(text).toContain('031082003456 / bi-mat, mã PIN 048291');
  expect(text).not.toContain('Trần Thị Thu Hà');
  expect(text).not.toContain('chỉ mở được trên chính máy này');
});

it('says that an address of this machine alone cannot be scanned, and nothing without phones', () => {
  expect(phoneLines('http://127.0.0.1:8470', people).join('\n')).toContain('chỉ mở được trên chính máy này');
  expect(phoneLines('http://127.0.0.1:8470', [])).toEqual([]);
});
