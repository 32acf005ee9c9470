import { expect, it } from 'vitest';
import { formatDate, isRealDate, vietnamDate, vietnamDaysBetween, vietnamMinute } from './vietnam-date.ts';

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

it.each([
  ['2026-11-22T13:48:00Z', '2026-11-10T03:00:00Z', -12],
  ['2026-11-22T01:00:00Z', '2026-11-10T16:00:00Z', -12],
  ['2026-11-22T13:48:00Z', '2026-11-27T01:00:00Z', 5],
  ['2026-11-22T01:00:00Z', '2026-11-27T16:59:59Z', 5],
  ['2026-11-22T16:59:00Z', '2026-11-22T17:00:00Z', 1],
  ['2026-11-22T01:00:00Z', '2026-11-22T16:00:00Z', 0],
])('counts from %s to %s as the calendar in Hà Nội does: %d', (from, to, days) => {
  expect(vietnamDaysBetween(new Date(from), new Date(to))).toBe(days);
});

it('writes an instant on the clock of Hà Nội', () => {
  expect(vietnamMinute(new Date('2026-11-22T13:48:59Z'))).toBe('22/11/2026 20:48');
  expect(vietnamMinute(new Date('2026-11-22T17:05:00Z'))).toBe('23/11/2026 00:05');
});
