import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

it('tells from the last signatures how long the rest takes, and nothing before there are a few', () => {
  const pace = new Pace();
  pace.begin(1_000);
  for (let made = 1; made <= 2; made += 1) pace.made(1_000 + made * 150);
  expect(pace.secondsFor(100)).toBeUndefined();
  for (let made = 3; made <= 10; made += 1) pace.made(1_000 + made * 150);
  expect(pace.secondsFor(100)).toBe(15);
  expect(pace.secondsFor(0)).toBe(0);
  // The time at which a token lay on the table counts for nothing.
  pace.begin(900_000);
  for (let made = 1; made <= 4; made += 1) pace.made(900_000 + made * 300);
  expect(pace.secondsFor(10)).toBe(3);
});
