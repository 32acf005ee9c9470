import { describe, expect, it } from 'vitest';
import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { hasLeft, watchRemoval } from './removal-watch.ts';

const ours = { serial: 'A', reader: 'Reader 1' };

function survey(cards: Readonly<Record<string, string | undefined>>): ModuleSurvey {
  const tokens = Object.entries(cards).flatMap(([reader, serial]): TokenView[] =>
    serial === undefined || serial === '?'
      ? []
      : [
          {
            serial,
            reader,
            label: '',
            manufacturer: '',
            model: '',
            slotId: '0',
            modulePath: '/m.so',
            pinState: 'ok',
            pukState: 'ok',
            pinPad: false,
            minPinLength: 4,
            maxPinLength: 8,
          },
        ],
  );
  const readers = Object.entries(cards).map(([name, serial]) => ({
    name,
    slotId: '0',
    tokenPresent: serial !== undefined,
  }));
  return { module: { description: '', manufacturer: '', version: '', readers }, tokens };
}

describe('a token', () => {
  it('has left when its reader is empty, gone, or holds another token', () => {
    expect(hasLeft(ours, survey({ 'Reader 1': undefined }))).toBe(true);
    expect(hasLeft(ours, survey({}))).toBe(true);
    expect(hasLeft(ours, survey({ 'Reader 1': 'B' }))).toBe(true);
  });

  it('has not left when it is there, also in another reader, or when what is there cannot be read', () => {
    expect(hasLeft(ours, survey({ 'Reader 1': 'A' }))).toBe(false);
    expect(hasLeft(ours, survey({ 'Reader 1': undefined, 'Reader 2': 'A' }))).toBe(false);
    expect(hasLeft(ours, survey({ 'Reader 1': '?' }))).toBe(false);
  });
});

describe('a call on a token', () => {
  it('that hangs after the token was pulled out is ended, and not before', async () => {
    const looks = [survey({ 'Reader 1': 'A' }), survey({ 'Reader 1': undefined })];
    const call = Promise.withResolvers<string>();
    await expect(
      watchRemoval(call.promise, ours, {
        after: 5,
        look: () => {
          const next = looks.shift();
          return next === undefined ? Promise.reject(new Error('one look too many')) : Promise.resolve(next);
        },
        removed: () => call.reject(new Error('removed')),
      }),
    ).rejects.toThrow('removed');
    expect(looks).toEqual([]);
  });

  it('that answers in time is never looked after', async () => {
    let looks = 0;
    const answered = watchRemoval(Promise.resolve('signed'), ours, {
      after: 1,
      look: () => {
        looks += 1;
        return Promise.reject(new Error('no look expected'));
      },
      removed: () => undefined,
    });
    expect(await answered).toBe('signed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(looks).toBe(0);
  });
});
