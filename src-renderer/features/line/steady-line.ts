/** Keeps the indicator from flickering: a save or a retry of a moment is no news. */
import type { SyncState } from '#shared/contract/sync/window.ts';

/** How long (ms) the line shown before stays while the core is at work again. */
export function holdFor(shown: SyncState, next: SyncState): number {
  if (next.line !== 'syncing' || shown.line === 'syncing') return 0;
  if ((next.progress?.total ?? 0) > 0) return 0;
  // Each retry of a line that is down passes through “syncing”; most end as they began.
  return shown.line === 'offline' || shown.line === 'sign-in' ? 4000 : 700;
}

/** The next state's counts under the line shown before. */
export function held(shown: SyncState, next: SyncState): SyncState {
  return { ...shown, waiting: next.waiting, setAside: next.setAside, conflicts: next.conflicts };
}
