import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { ckrName } from '../pkcs11/cryptoki-error.ts';
import { refusalOfPin, type LoginResult } from './login.ts';
import type { SeenToken } from './slots.ts';

/** Answers of modules that set CKA_ALWAYS_AUTHENTICATE and want no login for it; they compared nothing. */
const unwanted: ReadonlySet<string> = new Set(['CKR_USER_ALREADY_LOGGED_IN', 'CKR_USER_TYPE_INVALID']);

/**
 * C_Login for one operation of a key with CKA_ALWAYS_AUTHENTICATE (PKCS#11 v2.40 §5.6), after C_SignInit, exactly once.
 * A refused one spends a try like any other: the caller must not make a second with this PIN. `token` is the token as it
 * was after the last PIN that it accepted, so that a counter that went down is seen.
 */
export function contextLogin(pkcs11: PKCS11, session: Handle, token: SeenToken, pin: Buffer): LoginResult {
  try {
    pkcs11.C_Login(session, pkcs11js.CKU_CONTEXT_SPECIFIC, pin.toString('utf8'));
    return { kind: 'accepted' };
  } catch (thrown) {
    if (unwanted.has(ckrName(thrown) ?? '')) return { kind: 'accepted' };
    return refusalOfPin(pkcs11, token, 'C_Login', thrown);
  }
}
