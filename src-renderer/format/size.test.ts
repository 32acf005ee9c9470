import { describe, expect, it } from 'vitest';
import { formatSize } from './size.ts';

describe('a file’s size', () => {
  it('is short and has a Vietnamese decimal comma', () => {
    expect([0, 999, 1536, 12_300, 1_572_864, 104_857_600].map((bytes) => formatSize(bytes))).toEqual([
      '0 B',
      '999 B',
      '1,5 KB',
      '12 KB',
      '1,5 MB',
      '100 MB',
    ]);
  });
});
