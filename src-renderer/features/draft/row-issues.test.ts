import { describe, expect, it } from 'vitest';
import { emptyLine } from '#shared/domain/vouchers/empty.ts';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { RowIssues } from './row-issues.ts';

const path = 'vouchers.0.lines';
const lines = ['a', 'b', 'c'].map((id) => emptyLine({ chapter: '018' }, id));
const issue = (row: number, code = 'REQUIRED'): ValidationIssue => ({
  path: `${path}.${row}.amount`,
  code,
  message: { vi: 'Nhập “Số tiền”.', en: 'Fill in “Amount”.' },
  blocking: true,
});

describe('the issues of a voucher’s lines', () => {
  it('redraw only the lines for which a save found something else', () => {
    const rows = new RowIssues();
    const before = rows.of({ issues: [issue(0), issue(1)], all: false }, path, lines);
    const after = rows.of({ issues: [issue(0), issue(2)], all: false }, path, lines);
    expect(after[0]).toBe(before[0]);
    expect(after[1]?.issues).toEqual([]);
    expect(after[2]?.issues).toEqual([issue(2)]);
  });

  it('are judged again for a line that was changed, even when the verdict is the same', () => {
    const rows = new RowIssues();
    const before = rows.of({ issues: [issue(0, 'DIGITS')], all: false }, path, lines);
    const changed = lines.map((line, at) => (at === 0 ? { ...line, ndkt: '65' } : line));
    const after = rows.of({ issues: [issue(0, 'DIGITS')], all: false }, path, changed);
    expect(after[0]).not.toBe(before[0]);
  });

  it('stay while somebody types and nothing was judged since', () => {
    const rows = new RowIssues();
    const board = { issues: [issue(0)], all: false };
    const before = rows.of(board, path, lines);
    const typed = lines.map((line, at) => (at === 0 ? { ...line, description: 'T' } : line));
    expect(rows.of(board, path, typed)[0]).toBe(before[0]);
  });

  it('do not mix up line 1 and line 10', () => {
    const many = Array.from({ length: 11 }, (_, at) => emptyLine({ chapter: '' }, `l${at}`));
    const rows = new RowIssues().of({ issues: [issue(10)], all: false }, path, many);
    expect(rows[1]?.issues).toEqual([]);
    expect(rows[10]?.issues).toHaveLength(1);
  });
});
