import type { SyncState } from '#shared/contract/sync/window.ts';

/** Without a line nothing can have been sent after the server was last heard of, whenever the screen was drawn. */
export function sentAt(at: Date, line: SyncState | undefined): Date {
  if (line?.syncedAt === undefined || line.line === 'live' || line.line === 'syncing') return at;
  const heard = new Date(line.syncedAt);
  return heard < at ? heard : at;
}
