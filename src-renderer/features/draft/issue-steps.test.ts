import { describe, expect, it } from 'vitest';
import { nextIssue } from './issue-steps.ts';

const issue = (path: string, blocking: boolean) => ({
  path,
  blocking,
  code: 'X',
  message: { vi: path, en: path },
});
const [advice, first, second] = [issue('a', false), issue('b', true), issue('c', true)] as const;
const all = [advice, first, second];

describe('the key that leads from issue to issue', () => {
  it('goes through the errors before the advice, and round again', () => {
    const way = [nextIssue(all, undefined, 1)];
    for (let step = 0; step < 3; step += 1) way.push(nextIssue(all, way.at(-1), 1));
    expect(way).toEqual([first, second, advice, first]);
  });

  it('goes back', () => {
    expect(nextIssue(all, first, -1)).toBe(advice);
    expect(nextIssue(all, undefined, -1)).toBe(advice);
  });

  it('begins anew where the last one has been put right, and has nowhere to go without any', () => {
    expect(nextIssue([advice, second], first, 1)).toBe(second);
    expect(nextIssue([], first, 1)).toBeUndefined();
  });
});
