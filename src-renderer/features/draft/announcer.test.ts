import { describe, expect, it } from 'vitest';
import { announceEvery, Announcer, repeatAfter } from './announcer.ts';

function person() {
  const said: (string | null)[] = [];
  const timers = new Map<() => void, number>();
  const announcer = new Announcer(
    (path) => said.push(path),
    (act, ms) => {
      timers.set(act, ms);
      return () => void timers.delete(act);
    },
  );
  const wait = (ms: number) => {
    for (const [act, after] of [...timers]) if (after === ms && timers.delete(act)) act();
  };
  return { announcer, said, wait, timers };
}

describe('where a person works', () => {
  it('is told at once, then once a second, and the last place is never left out', () => {
    const { announcer, said, wait } = person();
    for (const path of ['title', 'a', 'b', 'c']) announcer.say(path);
    expect(said).toEqual(['title']);
    wait(announceEvery);
    expect(said).toEqual(['title', 'c']);
    wait(announceEvery);
    expect(said).toEqual(['title', 'c']);
  });

  it('is not forgotten while somebody thinks for a minute in one field', () => {
    const { announcer, said, wait } = person();
    announcer.say('title');
    wait(announceEvery);
    wait(repeatAfter);
    wait(announceEvery);
    wait(repeatAfter);
    expect(said).toEqual(['title', 'title', 'title']);
  });

  it('is nowhere once the dossier is closed, and no timer says otherwise later', () => {
    const { announcer, said, timers } = person();
    announcer.say('title');
    announcer.leave();
    announcer.leave();
    expect(said).toEqual(['title', null]);
    expect(timers.size).toBe(0);
  });
});
