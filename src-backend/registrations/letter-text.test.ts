import { describe, expect, it } from 'vitest';
import { letterText, noteOf } from './letter-text.ts';

describe('texts of strangers in letters', () => {
  it('carry nothing that a mail program makes a link of, and no second line', () => {
    const text = letterText('Trường A\r\nBcc: x@y.vn http://spam.example/mua?a=1', 200);
    expect(text).not.toMatch(/[\r\n]|:\/\/|\.\S/);
    expect(Array.from(letterText('ă'.repeat(500), 80))).toHaveLength(80);
  });

  it('carry no number to call or to pay into, and no more than 120 characters', () => {
    const text = letterText('Gọi 0912 345.678 hoặc (024) 3825-1234, nộp 19-036.1234.5678 trước 30/6', 300);
    expect(text).toBe('Gọi … hoặc (…, nộp … trước 30/6');
    expect(letterText('Trường 1/5, khối 12, 2026', 80)).toBe('Trường 1/5, khối 12, 2026');
    expect(Array.from(letterText('ă'.repeat(500), 300))).toHaveLength(120);
  });

  it('keep the lines of a note, and show what cannot be printed as a mark', () => {
    expect(noteOf(' Sai ngày\t cấp\r\nthẻ\u202E căn cước \n')).toBe('Sai ngày  cấp\nthẻ? căn cước');
  });
});
