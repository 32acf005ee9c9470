import type { Failure, FailureCode } from '#shared/contract/errors.ts';
import type { RemoteTransaction } from '#shared/contract/remote-ca/http.ts';
import type { Poll } from './adapter.ts';
import type { KeptDocument } from './judged.ts';

type Ended = Exclude<Poll['kind'], 'waiting' | 'signing'>;

const failures: Readonly<Record<Exclude<Ended, 'done'>, FailureCode>> = {
  rejected: 'REMOTE_REJECTED',
  expired: 'REMOTE_EXPIRED',
  failed: 'REMOTE_FAILED',
  quota: 'REMOTE_QUOTA',
  blocked: 'REMOTE_CERT_BLOCKED',
};

/** What a document failed with that got no value, when a request ended so. */
export function missingValue(kind: Ended): Failure {
  return { code: kind === 'done' ? 'REMOTE_FAILED' : failures[kind] };
}

/** State and failure of a request that has ended; with values it is partial, and keeps them. */
export function outcomeOf(
  kind: Ended,
  documents: readonly KeptDocument[],
): { readonly state: RemoteTransaction['state']; readonly failure?: Failure } {
  if (kind === 'done') {
    if (documents.some(({ value }) => value !== undefined)) return { state: 'done' };
    return { state: 'failed', failure: documents[0]?.failure ?? { code: 'REMOTE_FAILED' } };
  }
  const state = kind === 'rejected' || kind === 'expired' ? kind : 'failed';
  return { state, failure: { code: failures[kind] } };
}
