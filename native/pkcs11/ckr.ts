import type { FailureCode } from '#shared/contract/errors.ts';

/**
 * Return values of PKCS#11 (v2.40 §5.1) that mean something definite to a person; all others are TOKEN_ERROR, with
 * the CKR name among the details.
 */
const failureOfCkr: Readonly<Record<string, FailureCode>> = {
  CKR_PIN_INCORRECT: 'PIN_INCORRECT',
  CKR_PIN_INVALID: 'PIN_INCORRECT',
  CKR_PIN_LEN_RANGE: 'PIN_LENGTH',
  CKR_PIN_EXPIRED: 'PIN_MUST_BE_CHANGED',
  CKR_PIN_LOCKED: 'PIN_LOCKED',
  CKR_USER_PIN_NOT_INITIALIZED: 'TOKEN_NOT_INITIALISED',

  CKR_TOKEN_NOT_PRESENT: 'TOKEN_REMOVED',
  CKR_TOKEN_NOT_RECOGNIZED: 'TOKEN_REMOVED',
  CKR_DEVICE_REMOVED: 'TOKEN_REMOVED',
  CKR_SLOT_ID_INVALID: 'TOKEN_REMOVED',
  // A module forgets its sessions and objects when the token goes; some say so only this way.
  CKR_SESSION_HANDLE_INVALID: 'TOKEN_REMOVED',
  CKR_SESSION_CLOSED: 'TOKEN_REMOVED',
  CKR_OBJECT_HANDLE_INVALID: 'TOKEN_REMOVED',
  CKR_KEY_HANDLE_INVALID: 'TOKEN_REMOVED',
  CKR_USER_NOT_LOGGED_IN: 'TOKEN_REMOVED',

  CKR_MECHANISM_INVALID: 'TOKEN_MECHANISM_UNSUPPORTED',
  CKR_MECHANISM_PARAM_INVALID: 'TOKEN_MECHANISM_UNSUPPORTED',
  CKR_KEY_TYPE_INCONSISTENT: 'TOKEN_MECHANISM_UNSUPPORTED',
  CKR_KEY_FUNCTION_NOT_PERMITTED: 'CERT_KEY_USAGE',

  CKR_SESSION_COUNT: 'TOKEN_BUSY',
  CKR_SESSION_EXISTS: 'TOKEN_BUSY',
  CKR_USER_ALREADY_LOGGED_IN: 'TOKEN_BUSY',
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: 'TOKEN_BUSY',
};

/** The failure that a return value stands for. */
export function failureCodeOfCkr(name: string): FailureCode {
  return failureOfCkr[name] ?? 'TOKEN_ERROR';
}

/**
 * Return values behind which anything may hide, a wrong PIN and a pulled-out token included: modules in the field
 * answer them for both, so whoever gets one looks at the token again before naming the failure.
 */
const vague: ReadonlySet<string> = new Set([
  'CKR_GENERAL_ERROR',
  'CKR_FUNCTION_FAILED',
  'CKR_DEVICE_ERROR',
  'CKR_DEVICE_MEMORY',
  'CKR_HOST_MEMORY',
  'CKR_FUNCTION_CANCELED',
  'CKR_ARGUMENTS_BAD',
  'CKR_VENDOR_DEFINED',
]);

export function isVagueCkr(name: string): boolean {
  return vague.has(name) || failureOfCkr[name] === undefined;
}
