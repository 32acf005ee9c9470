import pkcs11js from 'pkcs11js';
import { DvcttError, type FailureDetails } from '#shared/contract/errors.ts';
import { failureCodeOfCkr } from './ckr.ts';

/** The CKR name of what a PKCS#11 call threw, or undefined when it threw something else. */
export function ckrName(thrown: unknown): string | undefined {
  return thrown instanceof pkcs11js.Pkcs11Error ? thrown.message : undefined;
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
