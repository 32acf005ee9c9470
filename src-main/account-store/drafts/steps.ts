import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { mergeContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { VersionTable } from './version-table.ts';

/**
 * Takes this person's newest step back out of what stands now: what others changed since stays, also where they changed
 * the very same place. A step of which nothing is left any more is passed over. Undefined when no step is left.
 */
export function stepBack(
  versions: VersionTable,
  code: DossierCode,
  now: DossierContent,
): DossierContent | undefined {
  for (let step = versions.newestDone(code); step !== undefined; step = versions.newestDone(code)) {
    const before = versions.contentBefore(code, step.id);
    versions.mark(step.id, 'undone');
    if (before === undefined) return undefined;
    const content = mergeContent(step.content, now, before).content;
    if (!sameContent(content, now)) return content;
  }
  return undefined;
}

/** Does the step again that was undone last, on top of what stands now. Undefined when there is none. */
export function stepForth(
  versions: VersionTable,
  code: DossierCode,
  now: DossierContent,
): DossierContent | undefined {
  for (let step = versions.lastUndone(code); step !== undefined; step = versions.lastUndone(code)) {
    const before = versions.contentBefore(code, step.id);
    versions.mark(step.id, 'done');
    if (before === undefined) return undefined;
    const content = mergeContent(before, now, step.content).content;
    if (!sameContent(content, now)) return content;
  }
  return undefined;
}
