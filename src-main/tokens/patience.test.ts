import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { answersWithin } from './patience.ts';

describe('waiting for several modules', () => {
  it('without patience waits for the slowest', async () => {
    const slow = sleep(30).then(() => 'slow');
    expect(await answersWithin([slow, Promise.resolve('quick')], undefined, vi.fn())).toEqual([
      'slow',
      'quick',
    ]);
  });

  it('with patience goes on without one that hangs, and tells when it comes after all', async () => {
    let answer: (value: string) => void = () => undefined;
    const hung = new Promise<string>((resolve) => (answer = resolve));
    const late = vi.fn();
    expect(await answersWithin([hung, Promise.resolve('quick')], 40, late)).toEqual([undefined, 'quick']);
    expect(late).not.toHaveBeenCalled();
    answer('at last');
    await sleep(0);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('does not use up its patience when all have answered', async () => {
    expect(await answersWithin([Promise.resolve(1), Promise.resolve(2)], 60_000, vi.fn())).toEqual([1, 2]);
  });

  it('waits for the first however long it takes', async () => {
    const first = sleep(50).then(() => 'first');
    expect(await answersWithin([first], 1, vi.fn())).toEqual(['first']);
  });
});
