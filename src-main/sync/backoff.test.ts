import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('the pauses grow from one second to a minute and stay there', () => {
  const slowest = new Backoff(() => 1);
  const pauses = Array.from({ length: 8 }, () => slowest.next());
  expect(pauses).toEqual([2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]);
});

test('two machines that lost the line together do not come back together', () => {
  const early = new Backoff(() => 0.1);
  const late = new Backoff(() => 0.9);
  for (let n = 0; n < 6; n += 1) expect(late.next() - early.next()).toBeGreaterThan(500);
});

test('a line that came back is tried soon when it drops again', () => {
  const backoff = new Backoff(() => 0.5);
  for (let n = 0; n < 6; n += 1) backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(1500);
});
