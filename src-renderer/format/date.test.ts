import { describe, expect, it } from 'vitest';
import { formatClock, formatDay, formatMinute, readDate, showDate } from './date.ts';

describe('dates on screen', () => {
  it('are on Vietnam’s clock wherever the machine is', () => {
    expect(formatMinute('2026-11-22T17:30:00Z')).toBe('23/11/2026 00:30');
    expect(formatDay('2026-12-31T18:00:00Z')).toBe('01/01/2027');
    expect(formatClock(new Date('2026-11-22T07:05:09Z'))).toBe('14:05:09');
  });

  it('accept what accountants type', () => {
    for (const typed of [
      '5/11/2026',
      '05/11/2026',
      '05-11-26',
      '5.11.2026',
      '05112026',
      ' 5 11 2026 ',
      '2026-11-05',
    ])
      expect([typed, readDate(typed)]).toEqual([typed, '2026-11-05']);
    expect(readDate('  ')).toBe('');
  });

  it('refuse days that do not exist instead of rolling them over', () => {
    for (const typed of [
      '31/02/2026',
      '29/02/2027',
      '0/1/2026',
      '1/13/2026',
      '2026',
      'hôm nay',
      '5/11',
      '2026-02-31',
    ])
      expect([typed, readDate(typed)]).toEqual([typed, undefined]);
  });

  it('come back as they were shown', () => {
    expect(readDate(showDate('2028-02-29'))).toBe('2028-02-29');
    expect(showDate('')).toBe('');
  });
});
