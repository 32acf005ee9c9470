import { describe, expect, it } from 'vitest';
import type { Check } from '#shared/contract/doctor.ts';
import {
  begin,
  byGroup,
  countStates,
  end,
  hear,
  lines,
  mendFirst,
  notExamined,
  stop,
} from './examination.ts';

const words = (text: string) => ({ vi: text, en: text });
const check = (id: string, state: Check['state'] = 'ok'): Check => ({
  id,
  title: words(id),
  state,
  looked: words(''),
  found: words(state),
  meaning: words(''),
  remedy: words(''),
  milliseconds: 1,
});
const names = ['pcsc', 'tokens', 'clock'].map((id) => ({ id, title: words(id) }));
const seen = (now: Parameters<typeof lines>[0]) =>
  lines(now).map(
    ({ id, running, check: found }) => `${id} ${running ? 'running' : 'done'} ${found?.state ?? '-'}`,
  );

describe('a run of the doctor on the screen', () => {
  it('shows at once what will be looked at, and each answer in its place as it comes', () => {
    let now = begin(notExamined, names);
    expect(seen(now)).toEqual(['pcsc running -', 'tokens running -', 'clock running -']);
    now = hear(now, check('clock'));
    expect(seen(now)).toEqual(['pcsc running -', 'tokens running -', 'clock done ok']);
  });

  it('keeps the last answers in sight while it looks again', () => {
    const first = end(begin(notExamined, names), [check('pcsc', 'failed'), check('tokens'), check('clock')]);
    const again = hear(begin(first, names), check('pcsc'));
    expect(seen(again)).toEqual(['pcsc done ok', 'tokens running ok', 'clock running ok']);
  });

  it('believes the result of the run where an event was lost', () => {
    const now = end(hear(begin(notExamined, names), check('pcsc', 'failed')), [
      check('pcsc'),
      check('clock'),
    ]);
    expect(seen(now)).toEqual(['pcsc done ok', 'clock done ok']);
  });

  it('does not take answers to somebody else’s run for its own', () => {
    const done = end(begin(notExamined, names), [check('pcsc')]);
    expect(seen(hear(done, check('pcsc', 'failed')))).toEqual(['pcsc done ok']);
  });

  it('stops turning wheels when the run fails as a whole', () => {
    expect(seen(stop(begin(notExamined, names)))[0]).toBe('pcsc done -');
  });

  it('groups by part, in which a check that nobody has placed is the machine’s', () => {
    const now = end(begin(notExamined, names), [check('clock'), check('tokens'), check('something-new')]);
    expect(byGroup(lines(now)).map(({ group, lines: of }) => [group, of.map(({ id }) => id)])).toEqual([
      ['token', ['tokens']],
      ['machine', ['clock', 'something-new']],
    ]);
  });

  it('names the first failure to mend, a warning only when nothing has failed', () => {
    const checks = [check('a'), check('b', 'warning'), check('c', 'failed'), check('d', 'failed')];
    expect(mendFirst(checks)?.id).toBe('c');
    expect(mendFirst(checks.slice(0, 2))?.id).toBe('b');
    // IT support’s trust store does not come before the token in the person’s hand.
    const locked = [check('chain', 'failed'), check('dns', 'failed'), check('pin-state', 'failed')];
    expect([
      mendFirst(locked)?.id,
      mendFirst(locked.slice(0, 2))?.id,
      mendFirst(locked.slice(0, 1))?.id,
    ]).toEqual(['pin-state', 'dns', 'chain']);
    expect(mendFirst(checks.slice(0, 1))).toBeUndefined();
    expect(countStates(checks)).toEqual({ ok: 1, warning: 1, failed: 2, skipped: 0 });
  });
});
