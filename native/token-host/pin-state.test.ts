import pkcs11js from 'pkcs11js';
import { describe, expect, it } from 'vitest';
import { pinStateOf, pukStateOf, refuseUnusablePin } from './pin-state.ts';

const usable =
  pkcs11js.CKF_TOKEN_INITIALIZED | pkcs11js.CKF_USER_PIN_INITIALIZED | pkcs11js.CKF_LOGIN_REQUIRED;
const token = { serial: '1', pinState: 'ok', pukState: 'ok', pinPad: false } as const;

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
    ['ok', usable],
    ['low', usable | pkcs11js.CKF_SO_PIN_COUNT_LOW],
    ['final-try', usable | pkcs11js.CKF_SO_PIN_COUNT_LOW | pkcs11js.CKF_SO_PIN_FINAL_TRY],
    ['locked', usable | pkcs11js.CKF_SO_PIN_FINAL_TRY | pkcs11js.CKF_SO_PIN_LOCKED],
  ])('is %s for the PUK', (state, flags) => {
    expect(pukStateOf(flags)).toBe(state);
  });

  it.each([
    ['locked', false, 'PIN_LOCKED'],
    ['must-be-changed', false, 'PIN_MUST_BE_CHANGED'],
    ['not-initialised', false, 'TOKEN_NOT_INITIALISED'],
    ['ok', true, 'PIN_PAD_UNSUPPORTED'],
  ] as const)(
    '%s (PIN pad: %s) means that nobody is asked in order to sign: %s',
    (pinState, pinPad, code) => {
      for (const purpose of ['sign', 'challenge', 'self-test'] as const) {
        expect(() => refuseUnusablePin({ ...token, pinState, pinPad }, purpose)).toThrow(
          expect.objectContaining({ code }),
        );
      }
    },
  );

  it('low and final-try still let the person decide', () => {
    for (const pinState of ['ok', 'low', 'final-try'] as const) {
      expect(() => refuseUnusablePin({ ...token, pinState }, 'sign')).not.toThrow();
    }
  });

  it('must-be-changed asks for the change, and locked does not', () => {
    expect(() => refuseUnusablePin({ ...token, pinState: 'must-be-changed' }, 'change')).not.toThrow();
    expect(() => refuseUnusablePin({ ...token, pinState: 'locked' }, 'change')).toThrow(
      expect.objectContaining({ code: 'PIN_LOCKED' }),
    );
  });

  it('locked asks for the PUK, unless that is locked too', () => {
    expect(() => refuseUnusablePin({ ...token, pinState: 'locked' }, 'unblock')).not.toThrow();
    expect(() => refuseUnusablePin({ ...token, pinState: 'locked', pukState: 'locked' }, 'unblock')).toThrow(
      expect.objectContaining({ code: 'PUK_LOCKED' }),
    );
  });
});
