import { describe, expect, it } from 'vitest';
import { nameOfPeriod, periodOf, readMonth, showMonth } from './period.ts';

const at = (instant: string) => new Date(instant);

describe('the period of a report', () => {
  it('turns with the year on Vietnam’s clock', () => {
    const newYear = at('2026-12-31T17:00:00Z');
    expect(periodOf('month', newYear)).toEqual({ from: '2027-01', to: '2027-01' });
    expect(periodOf('lastMonth', newYear)).toEqual({ from: '2026-12', to: '2026-12' });
    expect(periodOf('quarter', at('2026-12-31T16:59:00Z'))).toEqual({ from: '2026-10', to: '2026-12' });
    expect(periodOf('lastYear', newYear)).toEqual({ from: '2026-01', to: '2026-12' });
  });

  it('is named when it is one of those that are offered', () => {
    const today = at('2026-11-22T05:00:00Z');
    expect(nameOfPeriod({ from: '2026-01', to: '2026-12' }, today)).toBe('year');
    expect(nameOfPeriod({ from: '2026-01', to: '2026-11' }, today)).toBeUndefined();
  });

  it('reads months as people write them, and no others', () => {
    for (const typed of ['5/2026', '05/2026', '05-2026', '052026', '2026-05', ' 5.2026 '])
      expect([typed, readMonth(typed)]).toEqual([typed, '2026-05']);
    for (const typed of ['', '13/2026', '0/2026', '2026', '5/26', 'tháng 5', '5/2026x'])
      expect([typed, readMonth(typed)]).toEqual([typed, undefined]);
    expect(showMonth('2026-05')).toBe('05/2026');
  });
});
