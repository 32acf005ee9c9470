import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barLength, drawnRows, mostBars, mostMonths, share } from './bars.ts';

const row = (key: string, total: string) => ({ key, name: '', vouchers: 1, total });

describe('the bars of a report', () => {
  it('never makes a smaller sum longer, and hides none that is not nothing', () => {
    const sums = fc.array(fc.bigInt(0n, 10n ** 18n), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sums, (totals) => {
        const rows = totals.map((total, at) => row(String(at), String(total)));
        const sorted = rows.toSorted((a, b) => Number(BigInt(a.total) - BigInt(b.total)));
        const lengths = sorted.map(({ total }) => barLength(total, rows));
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
        for (const { total } of rows) expect(barLength(total, rows) > 0).toBe(total !== '0');
      }),
    );
  });

  it('draws the largest groups in their order, and the latest months', () => {
    const many = Array.from({ length: 40 }, (_, at) => row(String(at), String(at)));
    expect(drawnRows(many, 'ndkt')).toEqual(many.slice(-mostBars));
    expect(drawnRows(many, 'month')).toEqual(many.slice(-mostMonths));
  });

  it('says shares to a tenth of a percent without losing a đồng of eighteen digits', () => {
    expect(share('999999999999999999', '999999999999999999')).toBe('100,0 %');
    expect(share('1', '3')).toBe('33,3 %');
    expect(share('2', '3')).toBe('66,7 %');
    expect(share('0', '0')).toBe('–');
  });
});
