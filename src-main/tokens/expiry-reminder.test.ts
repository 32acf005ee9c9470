import { expect, it } from 'vitest';
import { certificateDaysLeft, expiryReminder } from './expiry-reminder.ts';

it('reminds the holder at 60, 30 and 7 days, each from its very day on, and no more once it is over', () => {
  expect([400, 61, 60, 31, 30, 8, 7, 1, 0, -1].map(expiryReminder)).toEqual([
    undefined,
    undefined,
    60,
    60,
    30,
    30,
    7,
    7,
    7,
    undefined,
  ]);
});

it.each([
  ['2026-11-10T16:30:00Z', '2026-11-22T01:00:00Z', -12],
  ['2026-11-10T01:00:00Z', '2026-11-22T16:30:00Z', -12],
  ['2026-11-27T01:00:00Z', '2026-11-22T13:48:00Z', 5],
  ['2026-11-22T10:00:00Z', '2026-11-22T01:00:00Z', 0],
  // Ended this morning: it is expired, and no count may say “0 days left”.
  ['2026-11-22T01:00:00Z', '2026-11-22T10:00:00Z', -1],
])('a certificate that ends %s has, seen at %s, %d calendar days left', (notAfter, now, days) => {
  expect(certificateDaysLeft(new Date(notAfter), new Date(now))).toBe(days);
});
