import { describe, expect, it } from 'vitest';
import { refusalCode, requirePinLength } from './login.ts';

describe('a refused login', () => {
  it('is a wrong PIN when the token says so', () => {
    expect(refusalCode('CKR_PIN_INCORRECT', 'ok', 'low')).toBe('PIN_INCORRECT');
    expect(refusalCode('CKR_PIN_LOCKED', 'final-try', 'locked')).toBe('PIN_LOCKED');
  });

  it('is a wrong PIN too when the module is vague but the counter went down', () => {
    expect(refusalCode('CKR_GENERAL_ERROR', 'ok', 'low')).toBe('PIN_INCORRECT');
    expect(refusalCode('CKR_FUNCTION_FAILED', 'low', 'final-try')).toBe('PIN_INCORRECT');
    expect(refusalCode('CKR_GENERAL_ERROR', 'final-try', 'locked')).toBe('PIN_LOCKED');
  });

  it('is not blamed on the PIN when the module is vague and the counter stood still', () => {
    expect(refusalCode('CKR_GENERAL_ERROR', 'ok', 'ok')).toBe('TOKEN_ERROR');
    expect(refusalCode('CKR_VENDOR_DEFINED', 'low', 'low')).toBe('TOKEN_ERROR');
  });
});

describe('the length of a PIN', () => {
  const token = { minPinLength: 6, maxPinLength: 8 };

  it('is counted in bytes, and no token limit means none', () => {
    expect(() => requirePinLength(Buffer.from('123456'), token)).not.toThrow();
    expect(() =>
      requirePinLength(Buffer.from('x'.repeat(99)), { minPinLength: 0, maxPinLength: 0 }),
    ).not.toThrow();
  });

  it.each(['', '12345', '123456789', 'đđđđđ'])('of “%s” is refused without a try', (pin) => {
    expect(() => requirePinLength(Buffer.from(pin), token)).toThrow(
      expect.objectContaining({ code: 'PIN_LENGTH' }),
    );
  });
});
