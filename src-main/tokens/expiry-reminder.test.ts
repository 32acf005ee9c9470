import { expect, it } from 'vitest';
import { expiryReminder } from './expiry-reminder.ts';

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
