import type { SyncState } from '#shared/contract/sync/window.ts';

/** Changes that are on this machine alone: waiting, refused, or in conflict. */
export function unsent(state: SyncState | undefined): number {
  return state === undefined ? 0 : Math.max(state.waiting, state.setAside + state.conflicts);
}
