/** A new PIN for a token. One call of `changePin` or `unblockPin` compares the PIN or the PUK at most once. */
import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { failureCodeOfCkr } from '../pkcs11/ckr.ts';
import { ckrName } from '../pkcs11/cryptoki-error.ts';
import { login, refusal, refusalOfPin, refusalOfPuk, requirePinLength, type Refusal } from './login.ts';
import { quietly } from './objects.ts';
import { canTellOpenSc, isOpenSc, withOpenScUnblocking } from './opensc-unblock.ts';
import type { SecretPair } from './secret-pair.ts';
import { findToken, readAgain, readToken, type SeenToken } from './slots.ts';

export type PinChangeResult = { readonly kind: 'changed' } | Refusal;
type Unsupported = 'PIN_CHANGE_UNSUPPORTED' | 'PIN_UNBLOCK_UNSUPPORTED';

/** Longest PUK that is handed to a token, bytes; PKCS#11 tells the limits of the PIN only. */
const longestPuk = 255;

/** Throws PIN_LENGTH or PIN_SAME before the token is touched. */
export function requireChangeable(
  secrets: SecretPair,
  token: TokenView,
  purpose: 'change' | 'unblock',
): void {
  requirePinLength(secrets.next, token);
  if (purpose === 'unblock') {
    requirePinLength(secrets.current, { minPinLength: 0, maxPinLength: longestPuk });
    return;
  }
  // The PIN of delivery, which must be changed, may be shorter than those that follow it.
  const minPinLength = token.pinState === 'must-be-changed' ? 0 : token.minPinLength;
  requirePinLength(secrets.current, { minPinLength, maxPinLength: token.maxPinLength });
  if (secrets.current.equals(secrets.next)) throw new DvcttError('PIN_SAME', { token: token.serial });
}

/**
 * C_Login and C_SetPIN in an R/W session. The login comes first, although the standard allows C_SetPIN without one
 * (PKCS#11 v2.40 §5.5): OpenSC can be configured to take the old PIN of a C_SetPIN without login for the PUK. After a
 * refused login nothing more is tried, so a wrong PIN costs one try.
 */
export function changePin(pkcs11: PKCS11, token: SeenToken, secrets: SecretPair): PinChangeResult {
  return inReadWriteSession(pkcs11, token, 'PIN_CHANGE_UNSUPPORTED', (session) => {
    const entry = login(pkcs11, session, token, secrets.current);
    // The PIN of delivery is right and expired: C_SetPIN is all that such a token allows.
    const expired = entry.kind === 'refused' && entry.failure.details?.['ckr'] === 'CKR_PIN_EXPIRED';
    if (entry.kind === 'refused' && !expired) return entry;
    try {
      pkcs11.C_SetPIN(session, secrets.current.toString('utf8'), secrets.next.toString('utf8'));
      return { kind: 'changed' };
    } catch (thrown) {
      return (
        newPinRefused(thrown, 'PIN_CHANGE_UNSUPPORTED') ?? refusalOfPin(pkcs11, token, 'C_SetPIN', thrown)
      );
    }
  });

  function newPinRefused(thrown: unknown, unsupported: Unsupported): Refusal | undefined {
    return refusalOfNewPin(pkcs11, token, 'C_SetPIN', thrown, unsupported);
  }
}

/**
 * Sets a new PIN with the PUK. The standard's way is C_Login as security officer and C_InitPIN; OpenSC has a way of its
 * own. Which of them is known from the module, never found out with the PUK. The module must be finalised afterwards.
 */
export function unblockPin(pkcs11: PKCS11, token: SeenToken, secrets: SecretPair): PinChangeResult {
  const openSc = isOpenSc(pkcs11);
  if (openSc && !canTellOpenSc) {
    return refusal('PIN_UNBLOCK_UNSUPPORTED', { reason: 'OpenSC on this system' }, token.view);
  }
  const result = openSc
    ? withOpenScUnblocking(pkcs11, token.view.modulePath, () => unblockOpenSc(pkcs11, token, secrets))
    : unblockAsSecurityOfficer(pkcs11, token, secrets);
  if (result.kind === 'refused') return result;
  const after = readAgain(pkcs11, token);
  // Some modules accept anybody as security officer and do nothing.
  return after?.pinState === 'locked'
    ? refusal('PIN_UNBLOCK_UNSUPPORTED', { reason: 'the PIN is still locked' }, after)
    : result;
}

function unblockAsSecurityOfficer(pkcs11: PKCS11, token: SeenToken, secrets: SecretPair): PinChangeResult {
  return inReadWriteSession(pkcs11, token, 'PIN_UNBLOCK_UNSUPPORTED', (session) => {
    try {
      pkcs11.C_Login(session, pkcs11js.CKU_SO, secrets.current.toString('utf8'));
    } catch (thrown) {
      return refusalOfPuk(pkcs11, token, 'C_Login', thrown);
    }
    try {
      pkcs11.C_InitPIN(session, secrets.next.toString('utf8'));
      return { kind: 'changed' };
    } catch (thrown) {
      return (
        refusalOfNewPin(pkcs11, token, 'C_InitPIN', thrown, 'PIN_UNBLOCK_UNSUPPORTED') ??
        refusalOfPuk(pkcs11, token, 'C_InitPIN', thrown)
      );
    }
  });
}

function unblockOpenSc(pkcs11: PKCS11, known: SeenToken, secrets: SecretPair): PinChangeResult {
  // The module has been initialised anew: its slots may have other numbers now.
  const token = findToken(pkcs11, known.view.modulePath, known.view.serial);
  if (token === undefined) throw new DvcttError('TOKEN_REMOVED', { token: known.view.serial });
  return inReadWriteSession(pkcs11, token, 'PIN_UNBLOCK_UNSUPPORTED', (session) => {
    try {
      pkcs11.C_SetPIN(session, secrets.current.toString('utf8'), secrets.next.toString('utf8'));
      return { kind: 'changed' };
    } catch (thrown) {
      return (
        refusalOfNewPin(pkcs11, token, 'C_SetPIN', thrown, 'PIN_UNBLOCK_UNSUPPORTED') ??
        refusalOfPuk(pkcs11, token, 'C_SetPIN', thrown)
      );
    }
  });
}

const unsupportedCkr: ReadonlySet<string> = new Set([
  'CKR_FUNCTION_NOT_SUPPORTED',
  'CKR_FUNCTION_REJECTED',
  'CKR_SESSION_READ_ONLY',
  'CKR_TOKEN_WRITE_PROTECTED',
  'CKR_USER_TYPE_INVALID',
]);

const newPinCodes: Readonly<Record<string, FailureCode>> = {
  CKR_PIN_LEN_RANGE: 'PIN_LENGTH',
  // “Invalid characters”, said of a PIN that is to be set (PKCS#11 v2.40 §5.1): the token's rules for new PINs.
  CKR_PIN_INVALID: 'PIN_NOT_ACCEPTED',
};

/** A refusal that is about the new PIN or the call, not about the secret that was compared; undefined for all others. */
function refusalOfNewPin(
  pkcs11: PKCS11,
  token: SeenToken,
  call: string,
  thrown: unknown,
  unsupported: Unsupported,
): Refusal | undefined {
  const ckr = ckrName(thrown);
  if (ckr === undefined) return undefined;
  const code = unsupportedCkr.has(ckr) ? unsupported : newPinCodes[ckr];
  const after = code === undefined ? undefined : readAgain(pkcs11, token);
  return code === undefined || after === undefined ? undefined : refusal(code, { ckr, call }, after);
}

/** Opens an R/W session on this very token and ends it, logged out, whatever happens. */
function inReadWriteSession(
  pkcs11: PKCS11,
  token: SeenToken,
  unsupported: Unsupported,
  work: (session: Handle) => PinChangeResult,
): PinChangeResult {
  let session: Handle;
  try {
    session = pkcs11.C_OpenSession(token.slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
  } catch (thrown) {
    const ckr = ckrName(thrown);
    if (ckr === undefined) throw thrown;
    const details = { ckr, call: 'C_OpenSession', token: token.view.serial };
    // Nothing was compared: a token that cannot be written to says so before any try.
    throw new DvcttError(unsupportedCkr.has(ckr) ? unsupported : failureCodeOfCkr(ckr), details);
  }
  try {
    const { slot, view } = token;
    if (readToken(pkcs11, slot, view.reader, view.modulePath)?.serial !== view.serial) {
      throw new DvcttError('TOKEN_REMOVED', { token: view.serial });
    }
    return work(session);
  } finally {
    quietly(() => {
      pkcs11.C_Logout(session);
    });
    quietly(() => {
      pkcs11.C_CloseSession(session);
    });
  }
}
