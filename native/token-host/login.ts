import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { DvcttError, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { PinState, PukState, TokenView } from '#shared/contract/tokens.ts';
import { ckrName } from '../pkcs11/cryptoki-error.ts';
import { failureCodeOfCkr, isVagueCkr } from '../pkcs11/ckr.ts';
import { isGone, readAgain, type SeenToken } from './slots.ts';

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

export interface Refusal {
  readonly kind: 'refused';
  readonly failure: Failure;
  readonly pinState: PinState;
  readonly pukState: PukState;
}

export type LoginResult = { readonly kind: 'accepted' } | Refusal;

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
    return refusalOfPin(pkcs11, token, 'C_Login', thrown);
  }
}

/**
 * What the token says after a call with its PIN was refused. Throws TOKEN_REMOVED when the token is gone, and TOKEN_ERROR
 * when what was thrown is no CKR: whatever else it is may quote its arguments and goes no further.
 */
export function refusalOfPin(pkcs11: PKCS11, token: SeenToken, call: string, thrown: unknown): Refusal {
  const { ckr, after } = lookAfter(pkcs11, token, call, thrown);
  const code = refusalCode(ckr, token.view.pinState, after.pinState);
  return refusal(code, { ckr, call }, after);
}

/** The same for a PUK. */
export function refusalOfPuk(pkcs11: PKCS11, token: SeenToken, call: string, thrown: unknown): Refusal {
  const { ckr, after } = lookAfter(pkcs11, token, call, thrown);
  const code = pukRefusalCode(ckr, token.view.pukState, after.pukState);
  return refusal(code, { ckr, call }, after);
}

/** A refusal with the states of the token as they are now. */
export function refusal(
  code: FailureCode,
  details: { readonly ckr?: string; readonly call?: string; readonly reason?: string },
  after: TokenView,
): Refusal {
  // Behind a vague answer whose flags stand still the token may have compared the PIN all the same.
  const perhaps = code === 'TOKEN_ERROR' ? { tryUsed: 'unknown' } : {};
  const failure = { code, details: { ...details, token: after.serial, ...perhaps } };
  return { kind: 'refused', failure, pinState: after.pinState, pukState: after.pukState };
}

/** Answers of a module that knows no PUK: nothing was compared. */
const noSecurityOfficer: ReadonlySet<string> = new Set([
  'CKR_USER_TYPE_INVALID',
  'CKR_FUNCTION_NOT_SUPPORTED',
  'CKR_FUNCTION_REJECTED',
  'CKR_USER_PIN_NOT_INITIALIZED',
]);

function lookAfter(
  pkcs11: PKCS11,
  token: SeenToken,
  call: string,
  thrown: unknown,
): { ckr: string; after: TokenView } {
  const ckr = ckrName(thrown);
  if (ckr === undefined) throw new DvcttError('TOKEN_ERROR', { call });
  const { view } = token;
  const after = readAgain(pkcs11, token);
  const still =
    !noSecurityOfficer.has(ckr) && after?.pinState === view.pinState && after.pukState === view.pukState;
  // A vague answer may also come from a token that is being pulled out and is still listed.
  if (after === undefined || (still && isVagueCkr(ckr) && isGone(pkcs11, token))) {
    throw new DvcttError('TOKEN_REMOVED', { ckr, call, token: view.serial });
  }
  return { ckr, after };
}

const gravity: readonly PinState[] = ['ok', 'low', 'final-try', 'locked'];
const gotWorse = (before: PinState, after: PinState): boolean =>
  gravity.indexOf(after) > Math.max(0, gravity.indexOf(before));

/**
 * What a refused PIN means. Some modules answer a wrong one with CKR_GENERAL_ERROR or CKR_FUNCTION_FAILED; then the
 * counter tells: if the PIN state got worse, the token has compared the PIN.
 */
export function refusalCode(ckr: string, before: PinState, after: PinState): FailureCode {
  const code = failureCodeOfCkr(ckr);
  const compared = code === 'PIN_INCORRECT' || gotWorse(before, after);
  if (compared || isVagueCkr(ckr)) {
    if (after === 'locked') return 'PIN_LOCKED';
    if (compared) return 'PIN_INCORRECT';
  }
  return code;
}

/** What a refused PUK means, by the same rules. */
export function pukRefusalCode(ckr: string, before: PukState, after: PukState): FailureCode {
  if (noSecurityOfficer.has(ckr)) return 'PIN_UNBLOCK_UNSUPPORTED';
  const code = refusalCode(ckr, before, after);
  if (code === 'PIN_INCORRECT') return 'PUK_INCORRECT';
  return code === 'PIN_LOCKED' ? 'PUK_LOCKED' : code;
}
