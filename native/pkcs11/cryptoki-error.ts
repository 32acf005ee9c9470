import pkcs11js from 'pkcs11js';
import { DvcttError, type FailureDetails } from '#shared/contract/errors.ts';
import { failureCodeOfCkr } from './ckr.ts';

const nameless = 'CKR_VENDOR_DEFINED';
const vendorBase = 0x80000000;

/**
 * The CKR name of what a PKCS#11 call threw, or undefined when it threw something else. A value that has no name of
 * its own (a vendor's, or one newer than pkcs11js) is written as its number.
 */
export function ckrName(thrown: unknown): string | undefined {
  if (!(thrown instanceof pkcs11js.Pkcs11Error)) return undefined;
  if (thrown.message !== nameless || thrown.code === vendorBase) return thrown.message;
  return `CKR_0x${thrown.code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Runs one PKCS#11 call; a CKR becomes a DvcttError with the CKR name and `details`, anything else passes. */
export function cryptoki<T>(call: () => T, details: FailureDetails = {}): T {
  try {
    return call();
  } catch (thrown) {
    const name = ckrName(thrown);
    if (name === undefined) throw thrown;
    throw new DvcttError(failureCodeOfCkr(name), { ...details, ckr: name });
  }
}
