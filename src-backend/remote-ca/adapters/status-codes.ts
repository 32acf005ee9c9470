/** The numbers that VNPT and Viettel (and here MISA) share for what becomes of a request. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { GivenValue, Poll } from '../adapter.ts';

const kinds: ReadonlyMap<number, Poll['kind']> = new Map([
  [4000, 'waiting'],
  [6000, 'signing'],
  [4001, 'expired'],
  [4002, 'rejected'],
  [4003, 'failed'],
  [4004, 'failed'],
  [4005, 'quota'],
  [13004, 'blocked'],
]);

/** Undefined for a number that means nothing here. */
export function pollOf(code: number, values: readonly GivenValue[]): Poll | undefined {
  const kind = kinds.get(code);
  if (kind === undefined) return undefined;
  return kind === 'waiting' || kind === 'signing' ? { kind } : { kind, values };
}

/** Like HTTP's: the provider knows of no such request. */
const notKnown: ReadonlySet<number> = new Set([400, 404]);

/**
 * What a number means that `pollOf` does not know. Busy, broken or new, it says nothing of the request, which goes on
 * standing until its time is over: the person may be confirming just now.
 * @throws DvcttError REMOTE_PROVIDER_FAILED
 */
export function unknownStatus(provider: string, code: number, values: readonly GivenValue[]): Poll {
  if (notKnown.has(code)) return { kind: 'failed', values };
  throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider, at: `status ${code}` });
}

/** As `pollOf`, where a request that is being started is refused with such a number. */
export function startRefusal(provider: string, code: number): DvcttError {
  const kind = kinds.get(code);
  if (kind === 'quota') return new DvcttError('REMOTE_QUOTA', { provider });
  if (kind === 'blocked') return new DvcttError('REMOTE_CERT_BLOCKED', { provider });
  return new DvcttError('REMOTE_FAILED', { provider, code });
}
