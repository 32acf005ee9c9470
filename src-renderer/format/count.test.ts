import { expect, it } from 'vitest';
import { formatCount } from './count.ts';

it('counts are grouped as amounts are', () => {
  expect([0, 999, 1000, 62_500, 100_000, 1_000_000].map(formatCount)).toEqual([
    '0',
    '999',
    '1.000',
    '62.500',
    '100.000',
    '1.000.000',
  ]);
});
