import pkcs11js from 'pkcs11js';
import { describe, expect, it } from 'vitest';
import { pinStateOf, refuseUnusablePin } from './pin-state.ts';

const usable =
  pkcs11js.CKF_TOKEN_INITIALIZED | pkcs11js.CKF_USER_PIN_INITIALIZED | pkcs11js.CKF_LOGIN_REQUIRED;

describe('the PIN state that a person is shown before being asked', () => {
  it.each([
    ['ok', usable],
    ['low', usable | pkcs11js.CKF_USER_PIN_COUNT_LOW],
    ['final-try', usable | pkcs11js.CKF_USER_PIN_COUNT_LOW | pkcs11js.CKF_USER_PIN_FINAL_TRY],
    ['locked', usable | pkcs11js.CKF_USER_PIN_FINAL_TRY | pkcs11js.CKF_USER_PIN_LOCKED],
    ['must-be-changed', usable | pkcs11js.CKF_USER_PIN_TO_BE_CHANGED],
    ['not-initialised', 0],
    ['not-initialised', pkcs11js.CKF_TOKEN_INITIALIZED | pkcs11js.CKF_LOGIN_REQUIRED],
  ])('is %s', (state, flags) => {
    expect(pinStateOf(flags)).toBe(state);
  });

  it.each([
    ['locked', false, 'PIN_LOCKED'],
    ['must-be-changed', false, 'PIN_MUST_BE_CHANGED'],
    ['not-initialised', false, 'TOKEN_NOT_INITIALISED'],
    ['ok', true, 'PIN_PAD_UNSUPPORTED'],
  ] as const)('%s (PIN pad: %s) means that nobody is asked: %s', (pinState, pinPad, code) => {
    expect(() => refuseUnusablePin({ pinState, pinPad, serial: '1' })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('low and final-try still let the person decide', () => {
    for (const pinState of ['ok', 'low', 'final-try'] as const) {
      expect(() => refuseUnusablePin({ pinState, pinPad: false, serial: '1' })).not.toThrow();
    }
  });
});
