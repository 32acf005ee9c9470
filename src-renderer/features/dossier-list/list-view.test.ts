import { describe, expect, it } from 'vitest';
import { windowCalls } from '#shared/contract/ipc.ts';
import { firstView, listFilter, pagesOf } from './list-view.ts';

describe('the pages of the list', () => {
  it('are asked for only where the person looks', () => {
    expect(pagesOf([0, 7, 20])).toEqual([0]);
    expect(pagesOf([95, 99, 100, 105])).toEqual([0, 100]);
    expect(pagesOf([3, 99_990, 99_999])).toEqual([0, 99_900]);
  });

  it('are asked for in words that the core takes', () => {
    const plain = listFilter(firstView, '', 0);
    const full = listFilter({ ...firstView, status: 'CHO_KBNN' }, 'tiền điện', 99_900);
    for (const filter of [plain, full])
      expect(windowCalls['dossiers.list'].input.safeParse(filter).success).toBe(true);
    expect(plain).not.toHaveProperty('query');
    expect(full).toMatchObject({ query: 'tiền điện', status: 'CHO_KBNN', offset: 99_900 });
  });
});
