import pkcs11js from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinState, TokenView } from '#shared/contract/tokens.ts';

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

/** Throws when nobody should be asked for this token's PIN: locked, to be changed, not set, or typed on the reader. */
export function refuseUnusablePin(token: Pick<TokenView, 'pinState' | 'pinPad' | 'serial'>): void {
  const details = { token: token.serial };
  switch (token.pinState) {
    case 'locked':
      throw new DvcttError('PIN_LOCKED', details);
    case 'must-be-changed':
      throw new DvcttError('PIN_MUST_BE_CHANGED', details);
    case 'not-initialised':
      throw new DvcttError('TOKEN_NOT_INITIALISED', details);
    case 'ok':
    case 'low':
    case 'final-try':
      break;
  }
  if (token.pinPad) throw new DvcttError('PIN_PAD_UNSUPPORTED', details);
}
