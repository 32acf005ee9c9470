import { DvcttError } from '#shared/contract/errors.ts';

/** The two secrets of a change: the PIN that stands, or the PUK, and the new PIN. The caller fills both with zeros. */
export interface SecretPair {
  readonly current: Buffer;
  readonly next: Buffer;
}

/** Takes `current NUL next` apart, without copying. Throws PIN_LENGTH unless there are two parts with something in each. */
export function splitSecrets(plain: Buffer): SecretPair {
  const at = plain.indexOf(0);
  const current = plain.subarray(0, Math.max(at, 0));
  const next = plain.subarray(at + 1);
  if (current.length === 0 || next.length === 0 || next.includes(0)) throw new DvcttError('PIN_LENGTH');
  return { current, next };
}
