/** Three-way merge of a dossier's content, per field and per voucher line; and the differences of two contents. */
import type { DossierContent } from '../dossiers/dossier.ts';
import type { ContentChange, ContentChoice, ContentConflict, ContentPath } from './content-change.ts';

export interface Merged {
  /** What both sides agree to; where they do not, mine stands. */
  readonly content: DossierContent;
  readonly conflicts: readonly ContentConflict[];
}
export type MergeContent = (base: DossierContent, mine: DossierContent, theirs: DossierContent) => Merged;
export type ResolveContent = (
  base: DossierContent,
  mine: DossierContent,
  theirs: DossierContent,
  choices: Readonly<Record<ContentPath, ContentChoice>>,
) => DossierContent;
export type ContentChanges = (before: DossierContent, after: DossierContent) => readonly ContentChange[];
