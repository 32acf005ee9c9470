/** A draft that two people changed at the same place: what stands against what, and the person's decision. */
import type { CallOutput, DossierView } from '#shared/contract/ipc.ts';
import type { ContentChoice } from '#shared/domain/drafts/content-change.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { changed } from './drafting.ts';
import { requireAccountant } from './require-draft.ts';
import type { DossierServices } from './services.ts';

export function draftConflict(services: DossierServices, code: DossierCode): CallOutput<'drafts.conflict'> {
  const { drafts } = requireAccountant(services.session).store;
  return { conflict: drafts.conflict(code) ?? null };
}

/** @throws DOSSIER_CONFLICT when theirs has moved on since it was shown. */
export function resolveConflict(
  services: DossierServices,
  code: DossierCode,
  theirsVersion: number,
  choices: Readonly<Record<string, ContentChoice>>,
): DossierView {
  const workspace = requireAccountant(services.session);
  return changed(services, workspace, workspace.store.drafts.resolve(code, theirsVersion, choices));
}
