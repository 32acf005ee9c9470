import { describe, expect, it } from 'vitest';
import { insertedAt, moved, removedAt, replaced } from './lines.ts';

const list: readonly string[] = ['a', 'b', 'c'];

describe('the lines of a voucher', () => {
  it('move up and down and stop at the edges', () => {
    expect(moved(list, 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(list, 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(list, 0, -1)).toEqual(list);
    expect(moved(list, 2, 1)).toEqual(list);
  });

  it('come back where they were when a deletion is undone', () => {
    expect(insertedAt(removedAt(list, 1), 1, 'b')).toEqual(list);
    expect(insertedAt(['a'], 2, 'c')).toEqual(['a', 'c']);
  });

  it('change one at a time', () => {
    expect(replaced(list, 1, 'x')).toEqual(['a', 'x', 'c']);
  });
});
