import pkcs11js from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPurpose, PinState, PukState, TokenView } from '#shared/contract/tokens.ts';

/** PIN state of CK_TOKEN_INFO.flags (PKCS#11 v2.40 §3.2, table 6); the worst that holds. */
export function pinStateOf(flags: number): PinState {
  const has = (flag: number) => (flags & flag) !== 0;
  if (!has(pkcs11js.CKF_TOKEN_INITIALIZED)) return 'not-initialised';
  if (has(pkcs11js.CKF_USER_PIN_LOCKED)) return 'locked';
  if (has(pkcs11js.CKF_LOGIN_REQUIRED) && !has(pkcs11js.CKF_USER_PIN_INITIALIZED)) return 'not-initialised';
  if (has(pkcs11js.CKF_USER_PIN_FINAL_TRY)) return 'final-try';
  if (has(pkcs11js.CKF_USER_PIN_TO_BE_CHANGED)) return 'must-be-changed';
  return has(pkcs11js.CKF_USER_PIN_COUNT_LOW) ? 'low' : 'ok';
}

/** State of the PUK, the standard's security officer's PIN; many modules leave these flags alone and say `ok`. */
export function pukStateOf(flags: number): PukState {
  const has = (flag: number) => (flags & flag) !== 0;
  if (has(pkcs11js.CKF_SO_PIN_LOCKED)) return 'locked';
  if (has(pkcs11js.CKF_SO_PIN_FINAL_TRY)) return 'final-try';
  return has(pkcs11js.CKF_SO_PIN_COUNT_LOW) ? 'low' : 'ok';
}

type AskedToken = Pick<TokenView, 'pinState' | 'pukState' | 'pinPad' | 'serial'>;

/**
 * Throws when nobody should be asked for this token's PIN or PUK: locked, to be changed, not set, or typed on the
 * reader. A PIN that must be changed can be changed; a locked one can be unblocked unless the PUK is locked too.
 */
export function refuseUnusablePin(token: AskedToken, purpose: PinPurpose): void {
  const details = { token: token.serial };
  if (token.pinState === 'not-initialised') throw new DvcttError('TOKEN_NOT_INITIALISED', details);
  if (purpose === 'unblock') {
    if (token.pukState === 'locked') throw new DvcttError('PUK_LOCKED', details);
  } else if (token.pinState === 'locked') {
    throw new DvcttError('PIN_LOCKED', details);
  } else if (token.pinState === 'must-be-changed' && purpose !== 'change') {
    throw new DvcttError('PIN_MUST_BE_CHANGED', details);
  }
  // The standard wants a null pointer in place of the PIN here and pkcs11js hands over a string, always: a module might
  // take the empty one for a PIN and spend a try on it.
  if (token.pinPad) throw new DvcttError('PIN_PAD_UNSUPPORTED', details);
}

type Tries = Pick<TokenView, 'pinState' | 'pukState'>;

/**
 * Throws PIN_PROMPT_EXPIRED when one try is left now and the prompt that was answered did not say so: tries were spent
 * elsewhere meanwhile, and nobody may lock a token without having been told that it is the last try.
 */
export function refuseUnshownFinalTry(shown: Tries, now: Tries, purpose: PinPurpose): void {
  const state = purpose === 'unblock' ? 'pukState' : 'pinState';
  if (now[state] !== 'final-try' || shown[state] === 'final-try') return;
  throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'one try is left, and the prompt did not say so' });
}
