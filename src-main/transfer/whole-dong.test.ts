import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDong } from '#shared/domain/money/dong.ts';
import { dateOfTyped } from './typed-date.ts';
import { dongOfDecimal, dongOfTyped } from './whole-dong.ts';

const dong = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map(String);

describe('an amount of another program', () => {
  it('is read exactly, however it is written', () => {
    fc.assert(
      fc.property(dong, fc.nat(20), (amount, shift) => {
        const scientific = `${amount}.${'0'.repeat(shift)}`;
        expect(dongOfDecimal(scientific)).toBe(amount);
        expect(dongOfDecimal(`0.${amount.padStart(18, '0')}E18`)).toBe(amount);
        expect(dongOfDecimal(`${amount}${'0'.repeat(shift)}E-${shift}`)).toBe(amount);
        for (const typed of [formatDong(amount), formatDong(amount).replaceAll('.', ','), amount]) {
          expect(dongOfTyped(`${typed} đ`)).toBe(amount);
        }
      }),
    );
  });

  it.each(['-1', '1.5', '0.1', '1e-1', '1e400', '1e19', 'NaN', 'Infinity', '', '0x10', '１２a', '1e', '--1'])(
    'that is %j is none',
    (text) => {
      expect(dongOfDecimal(text)).toBeUndefined();
    },
  );

  it.each([
    ['1.000,00', '1000'],
    ['1,000.00', '1000'],
    ['1 000 000 đồng', '1000000'],
    ['5000,00', '5000'],
    ['1.000', '1000'],
    ['1.00', '1'],
    ['１．０００．０００\u00a0ＶＮＤ', '1000000'],
    ["1'000'000", '1000000'],
    ['1\u202f000', '1000'],
    ['0', '0'],
  ])('typed as %j is %s', (typed, amount) => {
    expect(dongOfTyped(typed)).toBe(amount);
  });

  it.each([
    '1,50',
    '1.0000',
    '5000.000',
    '1E7',
    '1.000,5',
    '1.000.00',
    '(1.000)',
    '1..000',
    '1.000,000',
    '1000000¹',
    '1000²',
    '①000',
    '٣',
    '½',
    '0.500',
    '12 34',
  ])('typed as %j is not guessed at', (typed) => {
    expect(dongOfTyped(typed)).toBeUndefined();
  });
});

describe('a date as people type it', () => {
  it.each([
    ['22/11/2026', '2026-11-22'],
    ['5-3-2026', '2026-03-05'],
    ['2026-11-22', '2026-11-22'],
    ['22.11.2026 08:30', '2026-11-22'],
    ['31/02/2026', undefined],
    ['11/22/2026', undefined],
    ['22/11/26', undefined],
    ['', undefined],
  ])('%j is %s', (text, date) => {
    expect(dateOfTyped(text)).toBe(date);
  });
});
