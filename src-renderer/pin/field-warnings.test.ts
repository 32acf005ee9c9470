import { describe, expect, it } from 'vitest';
import {
  pinPurposeSchema,
  pinStateSchema,
  pukStateSchema,
  type PinPurpose,
} from '#shared/contract/tokens.ts';
import {
  fieldWarning,
  isLastTry,
  mayEnterPin,
  newPinWarning,
  pukWarning,
  repeatWarning,
} from './field-warnings.ts';

const token = { minPinLength: 6, maxPinLength: 8 };

describe('the PIN field', () => {
  it('spends no try on a PIN that Unikey has garbled', () => {
    expect(fieldWarning('mâtkhâ', token)).toBe('telex');
    expect(fieldWarning('đ23456', token)).toBe('telex');
    expect(pukWarning('đ23456')).toBe('telex');
    expect(newPinWarning('mâtkhâ', '123456', token)).toBe('telex');
    expect(repeatWarning('mâtkhâ', 'mâtkhâ')).toBe('telex');
  });

  it('spends no try on a PIN that the token would refuse unread', () => {
    expect(fieldWarning('12345', token)).toBe('length');
    expect(fieldWarning('123456789', token)).toBe('length');
    expect(fieldWarning('', token)).toBe('length');
    expect(newPinWarning('12345', '654321', token)).toBe('length');
  });

  it('sends every printable PIN of the right length', () => {
    expect(fieldWarning('123456', token)).toBeUndefined();
    expect(fieldWarning('aB~ !"#$', token)).toBeUndefined();
    expect(fieldWarning('123456', { minPinLength: 0, maxPinLength: 0 })).toBeUndefined();
  });

  it('holds a PUK to none of the lengths, which are those of the PIN', () => {
    expect(pukWarning('1234')).toBeUndefined();
    expect(pukWarning('123456789012')).toBeUndefined();
    expect(pukWarning('')).toBe('length');
  });

  it('spends no try on a new PIN that is the old one, or that was mistyped the second time', () => {
    expect(newPinWarning('123456', '123456', token)).toBe('same');
    expect(newPinWarning('123456', undefined, token)).toBeUndefined();
    expect(repeatWarning('123457', '123456')).toBe('mismatch');
    expect(repeatWarning('123456', '123456')).toBeUndefined();
  });
});

describe('the fields', () => {
  const open = (purpose: PinPurpose) =>
    pinStateSchema.options.filter((pinState) =>
      mayEnterPin({ pinState, pukState: 'ok', pinPad: false }, purpose),
    );

  it('are there only while the token still takes a PIN', () => {
    for (const purpose of ['sign', 'challenge', 'self-test'] as const)
      expect(open(purpose)).toEqual(['ok', 'low', 'final-try']);
  });

  it('are there for a change that the token demands', () => {
    expect(open('change')).toEqual(['ok', 'low', 'final-try', 'must-be-changed']);
  });

  it('are there for the PUK until the PUK itself is locked', () => {
    const states = pukStateSchema.options.filter((pukState) =>
      mayEnterPin({ pinState: 'locked', pukState, pinPad: false }, 'unblock'),
    );
    expect(states).toEqual(['ok', 'low', 'final-try']);
  });

  it('are never there where the PIN belongs on the reader’s keypad', () => {
    for (const purpose of pinPurposeSchema.options)
      expect(mayEnterPin({ pinState: 'ok', pukState: 'ok', pinPad: true }, purpose)).toBe(false);
  });

  it('ask to be sure before the last try of what is entered, be it the PIN or the PUK', () => {
    expect(isLastTry({ pinState: 'final-try', pukState: 'ok' }, 'change')).toBe(true);
    expect(isLastTry({ pinState: 'final-try', pukState: 'ok' }, 'unblock')).toBe(false);
    expect(isLastTry({ pinState: 'locked', pukState: 'final-try' }, 'unblock')).toBe(true);
    expect(isLastTry({ pinState: 'ok', pukState: 'final-try' }, 'sign')).toBe(false);
  });
});
