import { describe, expect, it } from 'vitest';
import { pinStateSchema } from '#shared/contract/tokens.ts';
import { fieldWarning, mayEnterPin } from './field-warnings.ts';

const token = { minPinLength: 6, maxPinLength: 8 };

describe('the PIN field', () => {
  it('spends no try on a PIN that Unikey has garbled', () => {
    expect(fieldWarning('mâtkhâ', token)).toBe('telex');
    expect(fieldWarning('đ23456', token)).toBe('telex');
  });

  it('spends no try on a PIN that the token would refuse unread', () => {
    expect(fieldWarning('12345', token)).toBe('length');
    expect(fieldWarning('123456789', token)).toBe('length');
    expect(fieldWarning('', token)).toBe('length');
  });

  it('sends every printable PIN of the right length', () => {
    expect(fieldWarning('123456', token)).toBeUndefined();
    expect(fieldWarning('aB~ !"#$', token)).toBeUndefined();
    expect(fieldWarning('123456', { minPinLength: 0, maxPinLength: 0 })).toBeUndefined();
  });

  it('is there only while the token still takes a PIN', () => {
    expect(pinStateSchema.options.filter((state) => mayEnterPin(state))).toEqual(['ok', 'low', 'final-try']);
  });
});
