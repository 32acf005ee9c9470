import { describe, expect, it } from 'vitest';
import { markDifferences } from './text-difference.ts';

const changed = (before: string, text: string) =>
  markDifferences(before, text)
    .filter((run) => run.changed)
    .map((run) => run.text.trim());

describe('marks in a long text', () => {
  it('stand on the words that differ and on no others', () => {
    expect(changed('Tiền điện tháng 10 năm 2026', 'Tiền điện tháng 11 năm 2026')).toEqual(['11']);
    expect(changed('Tiền điện', 'Tiền điện và nước')).toEqual(['và nước']);
    expect(changed('Tiền điện và nước', 'Tiền điện')).toEqual([]);
  });

  it('never lose a letter of what was written', () => {
    for (const [before, text] of [
      ['', 'a b  c'],
      ['x y z', 'z  y x '],
      ['một hai ba', 'ba hai một hai'],
      ['', ''],
    ] as const)
      expect(
        markDifferences(before, text)
          .map((run) => run.text)
          .join(''),
      ).toBe(text);
  });

  it('give up on a whole book instead of holding up the window', () => {
    const book = 'từ '.repeat(5000);
    expect(markDifferences(book, `${book}x`)).toEqual([{ text: `${book}x`, changed: true }]);
  });
});
