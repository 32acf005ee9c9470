import { expect, it } from 'vitest';
import { formatDate, isRealDate, vietnamDate } from './vietnam-date.ts';

it('dates a voucher made just after midnight in Hà Nội on the new day, wherever the machine’s clock lives', () => {
  expect(vietnamDate(new Date('2026-01-31T16:59:59Z'))).toBe('2026-01-31');
  expect(vietnamDate(new Date('2026-01-31T17:00:00Z'))).toBe('2026-02-01');
});

it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', '2026-01-32', '2026-01-01T00:00'])(
  'knows that %s is no day',
  (date) => {
    expect(isRealDate(date)).toBe(false);
  },
);

it('takes the leap day of a leap year and prints it day first', () => {
  expect(isRealDate('2028-02-29')).toBe(true);
  expect(formatDate('2028-02-29')).toBe('29/02/2028');
  expect(formatDate('')).toBe('');
});
