import type { Failure } from '#shared/contract/errors.ts';

/** Ends of a request after which a new one is the next step; after others something else has to be mended first. */
const ends: ReadonlySet<string> = new Set([
  'REMOTE_EXPIRED',
  'REMOTE_REJECTED',
  'REMOTE_QUOTA',
  'REMOTE_FAILED',
  'REMOTE_PROVIDER_DOWN',
  'REMOTE_PROVIDER_FAILED',
  'REMOTE_TRANSACTION_UNKNOWN',
]);

export function isResendable(failure: Pick<Failure, 'code'> | undefined): boolean {
  return failure !== undefined && ends.has(failure.code);
}
