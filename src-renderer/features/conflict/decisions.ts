/** What a person has decided of a conflict so far. */
import type { ContentChoice, ContentConflict, ContentPath } from '#shared/domain/drafts/content-change.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';

export type Choices = Readonly<Record<ContentPath, ContentChoice>>;

/** The choices that still mean the same after theirs moved on: same place, same values on every side. */
export function stillValid(
  choices: Choices,
  before: readonly ContentConflict[],
  now: readonly ContentConflict[],
): Choices {
  const known = new Map(before.map((conflict) => [conflict.path, conflict]));
  return Object.fromEntries(
    now.flatMap((conflict) => {
      const choice = choices[conflict.path];
      const same = sameValue(known.get(conflict.path), conflict);
      return choice !== undefined && same ? [[conflict.path, choice] as const] : [];
    }),
  );
}

export function undecided(conflicts: readonly ContentConflict[], choices: Choices): readonly ContentPath[] {
  return conflicts.map(({ path }) => path).filter((path) => choices[path] === undefined);
}

/** The next undecided place behind `from`, from the top again at the end; undefined when all are decided. */
export function nextUndecided(
  conflicts: readonly ContentConflict[],
  choices: Choices,
  from: ContentPath | undefined,
): ContentPath | undefined {
  const at = conflicts.findIndex(({ path }) => path === from);
  return undecided([...conflicts.slice(at + 1), ...conflicts.slice(0, at + 1)], choices)[0];
}

export function chooseAll(conflicts: readonly ContentConflict[], choice: ContentChoice): Choices {
  return Object.fromEntries(conflicts.map(({ path }) => [path, choice]));
}
