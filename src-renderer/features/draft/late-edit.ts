import type { DraftVersion } from '#shared/contract/sync/window.ts';

/** The newest version that came too late for a forwarded dossier or lost against another. */
export function newestKept(versions: readonly DraftVersion[]): DraftVersion | undefined {
  return versions.find(({ cause }) => cause === 'late') ?? versions.find(({ cause }) => cause === 'kept');
}

/**
 * The edit that came too late and is not in the returned dossier yet. `noticed`: this machine told of one, so the kept
 * side of a conflict may be it. `versions`: newest first; an old version restored since then has settled it.
 */
export function lateEdit(versions: readonly DraftVersion[], noticed: boolean): DraftVersion | undefined {
  const late =
    versions.find(({ cause }) => cause === 'late') ??
    (noticed ? versions.find(({ cause }) => cause === 'kept') : undefined);
  if (late === undefined || late.current) return undefined;
  const settled = versions.some(({ cause, at }) => cause === 'restore' && at >= late.at);
  return settled ? undefined : late;
}
