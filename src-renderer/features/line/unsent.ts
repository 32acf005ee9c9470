import type { SyncState } from '#shared/contract/sync/window.ts';

/** Changes that are on this machine alone, by what has to happen before they are sent. */
export interface Unsent {
  /** Sent by themselves as soon as there is a line and a session. */
  readonly going: number;
  /** In a conflict: sent after the person has chosen. */
  readonly toChoose: number;
  /** Refused by the server: sent after the person has dealt with them. */
  readonly refused: number;
}

/** `waiting` counts the drafts in conflict too, and not what was refused. */
export function unsentParts(state: SyncState | undefined): Unsent {
  if (state === undefined) return { going: 0, toChoose: 0, refused: 0 };
  const { waiting, conflicts, setAside } = state;
  return { going: Math.max(0, waiting - conflicts), toChoose: conflicts, refused: setAside };
}

/** Changes that are on this machine alone: waiting, refused, or in conflict. */
export function unsent(state: SyncState | undefined): number {
  const { going, toChoose, refused } = unsentParts(state);
  return going + toChoose + refused;
}
