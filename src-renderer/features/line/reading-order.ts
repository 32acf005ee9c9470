import type { QueuedChange } from '#shared/contract/sync/window.ts';

const rank: Readonly<Record<QueuedChange['state'], number>> = {
  'set-aside': 0,
  conflict: 1,
  uploading: 2,
  sending: 2,
  waiting: 3,
};

/** What needs the person first, then what is on its way, each in the order of the queue. */
export function inReadingOrder<T extends Pick<QueuedChange, 'state' | 'sequence'>>(
  changes: readonly T[],
): readonly T[] {
  return changes.toSorted((a, b) => rank[a.state] - rank[b.state] || a.sequence - b.sequence);
}
