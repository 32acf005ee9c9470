import { describe, expect, it } from 'vitest';
import { cancelledWords } from './cancelled-words.ts';

describe('what is said of work on a token that was given up', () => {
  it('is that nothing changed only while no entry was refused', () => {
    expect(cancelledWords({ purpose: 'change' })).toBe('tokens.job.cancelled');
    expect(cancelledWords({ purpose: 'unblock', wrongEntries: 0 })).toBe('tokens.job.cancelled');
  });

  it('names the try that a wrong PIN or PUK has cost', () => {
    for (const purpose of ['change', 'challenge', 'self-test'] as const)
      expect(cancelledWords({ purpose, wrongEntries: 1 })).toBe('tokens.job.cancelledPin');
    expect(cancelledWords({ purpose: 'unblock', wrongEntries: 2 })).toBe('tokens.job.cancelledPuk');
  });
});
