import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

it('does every item once, and never more at once than allowed', async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
  await inParallel(
    Array.from({ length: 20 }, (_, at) => at),
    3,
    async (item) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      done.push(item);
    },
  );
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  expect(most).toBe(3);
});

it('throws the first failure when what was under way has ended, and begins nothing after it', async () => {
  const begun: number[] = [];
  const work = inParallel([0, 1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 0) throw new Error('refused');
  });
  await expect(work).rejects.toThrow('refused');
  expect(begun).toEqual([0, 1]);
});

it('has nothing to do for no items', async () => {
  await expect(inParallel([], 4, () => Promise.reject(new Error('called')))).resolves.toBeUndefined();
});
