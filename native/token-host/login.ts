import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import type { PinState, TokenView } from '#shared/contract/tokens.ts';
import { ckrName } from '../pkcs11/cryptoki-error.ts';
import { failureCodeOfCkr, isVagueCkr } from '../pkcs11/ckr.ts';
import { readToken, type SeenToken } from './slots.ts';

/** Throws PIN_LENGTH before the token is touched; lengths are bytes of UTF-8, and 0 from the token means no limit. */
export function requirePinLength(
  pin: Uint8Array,
  token: Pick<TokenView, 'minPinLength' | 'maxPinLength'>,
): void {
  const { minPinLength: min, maxPinLength: max } = token;
  if (pin.length === 0 || pin.length < min || (max > 0 && pin.length > max)) {
    throw new DvcttError('PIN_LENGTH', { min, max });
  }
}

export type LoginResult =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'refused';
      readonly code: FailureCode;
      readonly ckr: string;
      readonly pinState: PinState;
    };

/**
 * C_Login as user, exactly once. After a refusal the token's flags are read again. pkcs11js takes the PIN as a string,
 * which JavaScript cannot wipe: that is why the core ends a host that has seen a PIN as soon as its session is over.
 */
export function login(
  pkcs11: PKCS11,
  session: Handle,
  token: SeenToken,
  pin: Buffer,
  userType: number = pkcs11js.CKU_USER,
): LoginResult {
  try {
    pkcs11.C_Login(session, userType, pin.toString('utf8'));
    return { kind: 'accepted' };
  } catch (thrown) {
    const ckr = ckrName(thrown);
    // Whatever else was thrown may quote its arguments; it goes no further.
    if (ckr === undefined) throw new DvcttError('TOKEN_ERROR', { call: 'C_Login' });
    const after = readToken(pkcs11, token.slot, token.view.reader, token.view.modulePath);
    if (after?.serial !== token.view.serial) throw new DvcttError('TOKEN_REMOVED', { ckr, call: 'C_Login' });
    return {
      kind: 'refused',
      code: refusalCode(ckr, token.view.pinState, after.pinState),
      ckr,
      pinState: after.pinState,
    };
  }
}

const gravity: readonly PinState[] = ['ok', 'low', 'final-try', 'locked'];

/**
 * What a refused login means. Some modules answer a wrong PIN with CKR_GENERAL_ERROR or CKR_FUNCTION_FAILED; then the
 * counter tells: if the PIN state got worse, the token has compared the PIN.
 */
export function refusalCode(ckr: string, before: PinState, after: PinState): FailureCode {
  const code = failureCodeOfCkr(ckr);
  if (!isVagueCkr(ckr)) return code;
  if (after === 'locked') return 'PIN_LOCKED';
  return gravity.indexOf(after) > gravity.indexOf(before) ? 'PIN_INCORRECT' : code;
}
