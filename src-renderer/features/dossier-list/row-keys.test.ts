import { describe, expect, it } from 'vitest';
import { rowAfter } from './row-keys.ts';

const press = (key: string, extra: object = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...extra,
});

describe('moving through the list by keys', () => {
  it('goes row by row, page by page, and to both ends, and never out of the list', () => {
    expect(rowAfter(press('ArrowDown'), 0, 100_000)).toBe(1);
    expect(rowAfter(press('ArrowUp'), 0, 100_000)).toBe(0);
    expect(rowAfter(press('PageDown'), 99_995, 100_000)).toBe(99_999);
    expect(rowAfter(press('End', { ctrlKey: true }), 3, 100_000)).toBe(99_999);
    expect(rowAfter(press('Home', { ctrlKey: true }), 99_999, 100_000)).toBe(0);
  });

  it('leaves the keys of the window and of the page alone', () => {
    expect(rowAfter(press('ArrowDown', { altKey: true }), 5, 10)).toBeUndefined();
    expect(rowAfter(press('Home'), 5, 10)).toBeUndefined();
    expect(rowAfter(press('d'), 5, 10)).toBeUndefined();
  });
});
