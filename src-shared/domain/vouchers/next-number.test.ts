import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextNumber } from './next-number.ts';

const after = (newest: string, ...taken: string[]) => nextNumber(newest, [newest, ...taken], '2026');

it.each([
  ['0041', '0042'],
  ['9', '10'],
  ['0099', '0100'],
  ['999', '1000'],
  ['UNC-009', 'UNC-010'],
  ['12/2026', '13/2026'],
  ['2026/12', '2026/13'],
  ['UNC-2026-009', 'UNC-2026-010'],
  ['UNC-009-2026', 'UNC-010-2026'],
  ['15/RDT', '16/RDT'],
  ['01/T11', '02/T11'],
  ['UNC12/11-2026', 'UNC13/11-2026'],
  ['2026', '2027'],
])('goes on from %s with %s', (newest, next) => {
  expect(after(newest)).toBe(next);
});

it('offers none where there is none to go on from', () => {
  expect(after('')).toBe('');
  expect(after('không số')).toBe('');
});

it('goes on from the highest of the same series, whatever other series there are', () => {
  expect(after('0007', '0041', 'UNC-900', '500/2026')).toBe('0042');
  expect(after('UNC-009', '0041', 'UNC-010', 'unc-99')).toBe('UNC-011');
});

it('offers no number that is longer than a voucher’s may be', () => {
  expect(after('9'.repeat(19))).toBe(`1${'0'.repeat(19)}`);
  expect(after('9'.repeat(20))).toBe('');
});

it('never offers a number that is taken, and offers one that can be gone on from', () => {
  const number = fc.stringMatching(/^[A-Z]{0,3}-?\d{1,5}(\/(2026|T1|RDT))?$/);
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 30 }), (taken) => {
      const next = nextNumber(taken[0] ?? '', taken, '2026');
      expect(taken).not.toContain(next);
      const later = nextNumber(next, [...taken, next], '2026');
      expect(later).not.toBe('');
      expect([...taken, next]).not.toContain(later);
    }),
  );
});
