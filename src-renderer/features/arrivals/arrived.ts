/** Dossiers that came while the last message about them was still open: one message tells of all. */
import type { CoreEvent } from '#shared/contract/ipc.ts';

export type Arrival = Extract<CoreEvent, { name: 'dossiers.arrived' }>['payload'];

/** Titles that one message names; the rest is counted. */
export const mostNamed = 3;

/** Newest first, each dossier once. */
export function withArrival(before: readonly Arrival[], arrival: Arrival): readonly Arrival[] {
  return [arrival, ...before.filter(({ code }) => code !== arrival.code)];
}
