/** What an undo or redo did, in words: “Đã hoàn tác: thêm tệp Hóa đơn điện.pdf”. */
import type { TFunction } from 'i18next';
import type { Language } from '#shared/contract/errors.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import type { ContentChange, ContentPath } from '#shared/domain/drafts/content-change.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { formPathOf } from './form-path.ts';
import { shortPlace, type Wording } from './place-words.ts';
import type { Step } from './useUndoKeys.ts';

/** More changed places than this are counted, not named. */
const named = 2;

export interface StepOutcome {
  readonly step: Step;
  readonly before: DossierContent;
  readonly after: DossierContent;
}

/** Undefined when the step changed nothing. */
export function stepWords(
  { step, before, after }: StepOutcome,
  t: TFunction,
  language: Language,
): string | undefined {
  // What was undone is named as the person did it: undoing “add a file” takes a file away.
  const done = step === 'undo' ? contentChanges(after, before) : contentChanges(before, after);
  if (done.length === 0) return undefined;
  const wording = { t, language, contents: [before, after] };
  const places = done
    .slice(0, named)
    .map((change) => changeWords(change, wording))
    .join(', ');
  const count = done.length - named;
  const values = { places: count > 0 ? t('sharedDraft.andMore', { places, count }) : places };
  return step === 'undo' ? t('sharedDraft.undone', values) : t('sharedDraft.redone', values);
}

/** Where the first change of a step is on the form; what is gone stands where it was. */
export function firstPlaceOf({ before, after }: StepOutcome): string | undefined {
  for (const { path } of contentChanges(before, after)) {
    const place = formPathOf(after, path) ?? formPathOf(after, listOf(path));
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The list that held an entity. */
function listOf(path: ContentPath): ContentPath {
  const { list, voucherId } = parseContentPath(path);
  if (list !== 'lines' || voucherId === undefined) return list ?? path;
  return path.slice(0, path.indexOf('/lines') + '/lines'.length);
}

function changeWords({ path, kind }: ContentChange, wording: Wording): string {
  const { t } = wording;
  const place = shortPlace(path, wording);
  const inside = `${place.charAt(0).toLowerCase()}${place.slice(1)}`;
  switch (kind) {
    case 'set':
      return `${place.charAt(0).toUpperCase()}${place.slice(1)}`;
    case 'added':
      return t('sharedDraft.stepAdded', { place: inside });
    case 'removed':
      return t('sharedDraft.stepRemoved', { place: inside });
    case 'moved':
      return inside;
  }
}
