import { describe, expect, it } from 'vitest';
import { letterText, noteOf } from './letter-text.ts';

describe('texts of strangers in letters', () => {
  it('carry nothing that a mail program makes a link of, and no second line', () => {
    const text = letterText('Trường A\r\nBcc: x@y.vn http://spam.example/mua?a=1', 200);
    expect(text).not.toMatch(/[\r\n]|:\/\/|\.\S/);
    expect(Array.from(letterText('ă'.repeat(500), 80))).toHaveLength(80);
  });

  it('keep the lines of a note, and show what cannot be printed as a mark', () => {
    expect(noteOf(' Sai ngày\t cấp\r\nthẻ\u202E căn cước \n')).toBe('Sai ngày  cấp\nthẻ? căn cước');
  });
});
