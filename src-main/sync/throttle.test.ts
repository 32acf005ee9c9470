import { expect, test } from 'vitest';
import { Throttle } from './throttle.ts';
import type { Timers } from './timers.ts';

/** A clock that the test turns. */
function turnedTimers() {
  let time = 0;
  let planned: { at: number; work: () => void }[] = [];
  const timers: Timers = {
    elapsed: () => time,
    after: (ms, work) => {
      const entry = { at: time + ms, work };
      planned.push(entry);
      return { cancel: () => (planned = planned.filter((other) => other !== entry)) };
    },
  };
  const pass = (ms: number) => {
    const end = time + ms;
    for (;;) {
      const next = planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      planned = planned.filter((entry) => entry !== next);
      time = next.at;
      next.work();
    }
    time = end;
  };
  return { timers, pass };
}

test('a window is told at most ten times a second, and of the last change too', () => {
  const { timers, pass } = turnedTimers();
  let shown = 0;
  let value = 0;
  let told = 0;
  const throttle = new Throttle(timers, { everyMs: 100, firstMs: 0 }, () => {
    told += 1;
    shown = value;
  });
  for (let n = 0; n < 1000; n += 1) {
    value = n;
    throttle.ask();
    pass(1);
  }
  pass(100);
  expect(shown).toBe(999);
  expect(told).toBeLessThanOrEqual(11);
  expect(told).toBeGreaterThanOrEqual(10);
});

test('a change after a quiet time is told at once', () => {
  const { timers, pass } = turnedTimers();
  const at: number[] = [];
  const throttle = new Throttle(timers, { everyMs: 100, firstMs: 0 }, () => at.push(timers.elapsed()));
  pass(5000);
  throttle.ask();
  pass(0);
  expect(at).toEqual([5000]);
});

test('after the end nothing is told any more', () => {
  const { timers, pass } = turnedTimers();
  let told = 0;
  const throttle = new Throttle(timers, { everyMs: 100, firstMs: 10 }, () => (told += 1));
  throttle.ask();
  throttle.stop();
  pass(1000);
  expect(told).toBe(0);
});
