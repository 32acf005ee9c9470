import { describe, expect, it } from 'vitest';
import { pinStateSchema, type PinState } from '#shared/contract/tokens.ts';
import { mayChangePin, mayUnblock, takesPin } from './pin-work.ts';

const where = (may: (pinState: PinState) => boolean) =>
  pinStateSchema.options.filter((pinState) => may(pinState));

describe('the work on a PIN that is offered', () => {
  it('is a change wherever there is a PIN that still counts', () => {
    expect(where((pinState) => mayChangePin({ pinState, pukState: 'ok', pinPad: false }))).toEqual([
      'ok',
      'low',
      'final-try',
      'must-be-changed',
    ]);
  });

  it('spends no try of the PUK on a token whose PIN is not locked, nor on a PUK that is', () => {
    expect(where((pinState) => mayUnblock({ pinState, pukState: 'ok', pinPad: false }))).toEqual(['locked']);
    expect(where((pinState) => mayUnblock({ pinState, pukState: 'locked', pinPad: false }))).toEqual([]);
  });

  it('asks for no PIN that a token would not take, nor for one that belongs on the reader’s keypad', () => {
    expect(where((pinState) => takesPin({ pinState, pinPad: false }))).toEqual(['ok', 'low', 'final-try']);
    expect(where((pinState) => takesPin({ pinState, pinPad: true }))).toEqual([]);
  });
});
