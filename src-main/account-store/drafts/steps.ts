import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { mergeContent, resolveContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { StoredStep, VersionTable } from './version-table.ts';

/**
 * Takes this person's newest step back out of what stands now; what somebody else wrote since stays, also where they
 * wrote what had stood there before. Undoing is a step of its own, so taking it back is to redo: exactly what it took
 * comes back. A step of which nothing is left is passed over, and is met no more. Undefined when no step is left.
 */
export function withoutNewest(
  versions: VersionTable,
  code: DossierCode,
  kind: 'done' | 'undone',
  now: DossierContent,
): DossierContent | undefined {
  for (let step = versions.newestStep(code, kind); step; step = versions.newestStep(code, kind)) {
    versions.retire(step.id);
    const content = without(versions, code, step, now);
    if (content !== undefined && !sameContent(content, now)) return content;
  }
  return undefined;
}

/**
 * What others wrote is written into both forms of the step, with it and without: where they wrote, the two no longer
 * differ, and nothing is left to be taken back. To compare values alone would take a value that somebody wrote again
 * for one that nobody touched.
 */
function without(
  versions: VersionTable,
  code: DossierCode,
  step: StoredStep,
  now: DossierContent,
): DossierContent | undefined {
  let { before, after } = step;
  if (before === undefined) return undefined;
  for (const others of versions.takenInSince(code, step.id)) {
    if (others.before === undefined) return undefined;
    after = writtenOver(others.before, after, others.after);
    before = writtenOver(others.before, before, others.after);
    if (sameContent(before, after)) return undefined;
  }
  return writtenOver(after, before, now);
}

/** The merge in which `last` holds wherever both sides changed something. */
function writtenOver(base: DossierContent, first: DossierContent, last: DossierContent): DossierContent {
  const { content, conflicts } = mergeContent(base, first, last);
  if (conflicts.length === 0) return content;
  return resolveContent(base, first, last, Object.fromEntries(conflicts.map(({ path }) => [path, 'theirs'])));
}
