import { describe, expect, it } from 'vitest';
import type { ContentConflict } from '#shared/domain/drafts/content-change.ts';
import { chooseAll, nextUndecided, stillValid, undecided } from './decisions.ts';

const at = (path: string, theirs: unknown): ContentConflict => ({
  path,
  kind: 'field',
  before: 'a',
  mine: 'b',
  theirs,
});
const conflicts = [at('title', 'c'), at('vouchers/v/number', 'c'), at('vouchers/v/date', 'c')];

describe('decisions of a conflict', () => {
  it('stay when a colleague changes another place meanwhile, and go where they changed this one', () => {
    const choices = chooseAll(conflicts, 'theirs');
    const now = [at('title', 'c'), at('vouchers/v/number', 'd'), at('vouchers/v/lines/l', 'c')];
    expect(stillValid(choices, conflicts, now)).toEqual({ title: 'theirs' });
  });

  it('are asked for one after the other and round again, until none is left', () => {
    expect(nextUndecided(conflicts, {}, undefined)).toBe('title');
    expect(nextUndecided(conflicts, { title: 'mine' }, 'vouchers/v/number')).toBe('vouchers/v/date');
    expect(nextUndecided(conflicts, {}, 'vouchers/v/date')).toBe('title');
    expect(nextUndecided(conflicts, { 'vouchers/v/date': 'mine', title: 'mine' }, 'vouchers/v/number')).toBe(
      'vouchers/v/number',
    );
    expect(nextUndecided(conflicts, chooseAll(conflicts, 'before'), 'title')).toBeUndefined();
    expect(undecided(conflicts, { title: 'mine' })).toHaveLength(2);
  });
});
