/** The one batch of this window: what the core tells of it, and how it is found again after the window was reloaded. */
import type { QueryClient } from '@tanstack/react-query';
import type { SigningBatch } from '#shared/contract/batch.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { call } from '../../bridge/bridge.ts';
import { keys, type SessionState } from '../../bridge/queries.ts';

/** Where the id is kept for as long as the window lives: of whom, and which batch. */
const place = 'dvctt-batch';

export const isOver = (phase: SigningBatch['phase']) =>
  phase === 'done' || phase === 'cancelled' || phase === 'failed';

/** Reports that the person has closed: a late event must not bring them back. */
const dismissed = new Set<string>();

const personOf = (client: QueryClient) => client.getQueryData<SessionState>(keys.session)?.user?.username;

/** Takes what the core says of a batch, unless it is older than what is known. */
export function takeBatch(client: QueryClient, next: SigningBatch): void {
  const person = personOf(client);
  if (person === undefined || dismissed.has(next.jobId)) return;
  const before = client.getQueryData<SigningBatch | null>(keys.batch);
  // Answers that were overtaken by the end of the batch.
  if (before?.jobId === next.jobId && isOver(before.phase)) return;
  sessionStorage.setItem(place, JSON.stringify([person, next.jobId]));
  client.setQueryData<SigningBatch | null>(keys.batch, next);
}

/** Closes the report of a batch that has ended; one that runs stays. */
export function dismissBatch(client: QueryClient): void {
  const batch = client.getQueryData<SigningBatch | null>(keys.batch);
  if (batch == null || !isOver(batch.phase)) return;
  dismissed.add(batch.jobId);
  sessionStorage.removeItem(place);
  client.setQueryData<SigningBatch | null>(keys.batch, null);
}

/** The batch that this person began in this window, as it stands now; null when there is none. */
export async function findBatch(client: QueryClient): Promise<SigningBatch | null> {
  const known = client.getQueryData<SigningBatch | null>(keys.batch)?.jobId;
  const jobId = known ?? rememberedJob(personOf(client));
  if (jobId === undefined) return null;
  try {
    return await call('batch.status', { jobId });
  } catch (thrown) {
    // A core that was restarted knows nothing of it: what was signed is kept, and found by the next review.
    if (!(thrown instanceof DvcttError) || thrown.code !== 'SIGNING_JOB_UNKNOWN') throw thrown;
    sessionStorage.removeItem(place);
    return null;
  }
}

function rememberedJob(person: string | undefined): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    if (!Array.isArray(kept) || person === undefined || kept[0] !== person) return undefined;
    const jobId: unknown = kept[1];
    return typeof jobId === 'string' ? jobId : undefined;
  } catch {
    return undefined;
  }
}
