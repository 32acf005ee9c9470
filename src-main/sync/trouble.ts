import { createHash, timingSafeEqual } from 'node:crypto';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import { wipeProofSchema } from '#shared/contract/sync/http.ts';

/** What a failed exchange means for the queue. Nothing is lost in any of them. */
export type Trouble =
  /** No line, a proxy in between, a sick server, a full disk here: tried again after a pause. */
  | { readonly kind: 'line'; readonly failure: Failure; readonly retryAfterMs: number | undefined }
  /** The session has ended: waits for the person's password. */
  | { readonly kind: 'sign-in'; readonly failure: Failure }
  /** The person lost their access, and the server has proved that it is the server. */
  | { readonly kind: 'revoked'; readonly failure: Failure };

/** `wipeMark`: SHA-256 that the server gave at sign-in, see `wipeProofSchema`. */
export function troubleOf(thrown: unknown, wipeMark: string | undefined): Trouble {
  const failure = toFailure(thrown);
  // With a one-time password the session is good for nothing else: the person signs in, and is asked for a new one.
  if (['SESSION_REQUIRED', 'PASSWORD_CHANGE_REQUIRED'].includes(failure.code))
    return { kind: 'sign-in', failure };
  if (failure.code === 'ACCESS_REVOKED' && isProof(failure.details?.['proof'], wipeMark)) {
    return { kind: 'revoked', failure: withoutProof(failure) };
  }
  return { kind: 'line', failure: withoutProof(failure), retryAfterMs: retryAfterMs(failure) };
}

/** Whoever is on the line can say "revoked"; only the server knows the secret behind the mark. */
function isProof(proof: unknown, wipeMark: string | undefined): boolean {
  const parsed = wipeProofSchema.safeParse(proof);
  if (!parsed.success || wipeMark === undefined) return false;
  const digest = createHash('sha256').update(parsed.data).digest();
  const mark = Buffer.from(wipeMark, 'hex');
  return mark.length === digest.length && timingSafeEqual(digest, mark);
}

/** The secret has done its work; it is not for windows and logs. */
function withoutProof(failure: Failure): Failure {
  if (failure.details === undefined) return failure;
  const details = Object.entries(failure.details).filter(([name]) => name !== 'proof');
  return { ...failure, details: Object.fromEntries(details) };
}

/** Longest that a server may keep a desktop waiting (ms): an hour. */
const longestWait = 3_600_000;

function retryAfterMs(failure: Failure): number | undefined {
  const seconds = failure.details?.['retryAfter'];
  if (typeof seconds !== 'number' || !(seconds > 0)) return undefined;
  return Math.min(longestWait, seconds * 1000);
}
