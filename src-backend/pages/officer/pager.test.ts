import { describe, expect, it } from 'vitest';
import { pageOf, pager } from './pager.ts';

const list = { path: '/can-bo', status: 'CHO_KBNN', query: '', page: 1, total: 250 };

/** As the browser reads it. */
const shown = (list: Parameters<typeof pager>[0]) =>
  String(pager(list)).replaceAll('&#61;', '=').replaceAll('&#38;', '&');

describe('the pages of a list', () => {
  it('lead to every row, with the search kept', () => {
    expect(pager({ ...list, total: 100 })).toBeUndefined();
    expect(shown(list)).toContain('trang-thai=CHO_KBNN&trang=2');
    expect(shown(list)).not.toContain('Trang trước');
    const last = shown({ ...list, page: 3, query: 'Sông Lô' });
    expect(last).toContain('tim=S%C3%B4ng+L%C3%B4&trang=2');
    expect(last).not.toContain('Trang sau');
    // Beyond the end, after others have been decided: back to where there are rows.
    expect(shown({ ...list, page: 9 })).toContain('trang=3');
  });

  it('begin with the first, whatever the address says', () => {
    const asked = (text: string) => pageOf({ query: () => text });
    expect(['', '0', '-1', '1.5', 'x', '1e9'].map(asked)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(asked('7')).toBe(7);
  });
});
