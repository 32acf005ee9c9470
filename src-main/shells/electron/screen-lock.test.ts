import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { forgetWhenScreenLocks } from './screen-lock.ts';

/** A core of which only the calls are looked at. */
function countingCore(fails = false) {
  const calls: string[] = [];
  return {
    calls,
    core: {
      call: (name: string) => {
        calls.push(name);
        return fails ? Promise.reject(new DvcttError('CORE_RESTARTED')) : Promise.resolve({} as never);
      },
    },
  };
}

describe('when the person leaves the machine', () => {
  it.each(['lock-screen', 'suspend', 'user-did-resign-active'])(
    'the core is told to end the remembered logins (%s)',
    (event) => {
      const { calls, core } = countingCore();
      const screen = new EventEmitter();
      forgetWhenScreenLocks(screen, () => core);
      screen.emit(event);
      expect(calls).toEqual(['shell.screenLocked']);
    },
  );

  it('a core that is gone or just restarting stops nothing else', async () => {
    const { calls, core } = countingCore(true);
    const screen = new EventEmitter();
    forgetWhenScreenLocks(screen, () => undefined);
    forgetWhenScreenLocks(screen, () => core);
    screen.emit('lock-screen');
    await new Promise(setImmediate);
    expect(calls).toEqual(['shell.screenLocked']);
  });

  it('nothing is told while the person is there', () => {
    const { calls, core } = countingCore();
    const screen = new EventEmitter();
    forgetWhenScreenLocks(screen, () => core);
    for (const event of ['unlock-screen', 'resume', 'on-ac', 'user-did-become-active']) screen.emit(event);
    expect(calls).toEqual([]);
  });
});
