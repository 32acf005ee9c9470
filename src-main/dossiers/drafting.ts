import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { mergeContent } from '#shared/domain/drafts/merge.ts';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Draft } from '../account-store/account-store.ts';
import type { Workspace } from '../session/workspace.ts';
import { requireCited } from './cited-files.ts';
import { draftView, knownDossier } from './find.ts';
import { requireAccountant, requireAuthor, requireDraft } from './require-draft.ts';
import type { DossierServices } from './services.ts';
import { emptyContent, viewOfServer } from './view.ts';

/** Starts a dossier with one empty voucher that already names the unit, its account and its treasury office. */
export function createDraft(services: DossierServices, formId?: FormId): DossierView {
  const workspace = requireAccountant(services.session);
  const voucher = emptyVoucher(workspace.unit, {
    id: randomUUID(),
    lineId: randomUUID(),
    date: localDate(services.now()),
    ...(formId === undefined ? {} : { formId }),
  });
  return changed(
    services,
    workspace,
    workspace.store.drafts.create({ ...emptyContent, vouchers: [voucher] }),
  );
}

/** A new draft with the content of another dossier; numbers and dates are for the person to set. */
export async function copyToDraft(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const workspace = requireAccountant(services.session);
  const { content } =
    workspace.store.drafts.get(code) ?? (await knownDossier(services, workspace, code)).dossier;
  workspace.requireOpen();
  return copyContent(services, workspace, content);
}

/** A new draft, with a code of its own, that begins with this content. */
export function copyContent(
  services: DossierServices,
  workspace: Workspace,
  content: DossierContent,
): DossierView {
  const vouchers = content.vouchers.map((voucher): Voucher => ({ ...voucher, id: randomUUID(), number: '' }));
  return changed(services, workspace, workspace.store.drafts.create({ ...content, vouchers }));
}

/**
 * Saves an edit. The first edit of a returned dossier makes a draft of it. Attachments are added through their own call
 * and here may only be left out or put in another order.
 * @throws DOSSIER_CONFLICT when a colleague or another window wrote something else at the same place; DOSSIER_FROZEN
 * when the dossier was sent meanwhile: what was typed is then kept in its history.
 */
export async function saveDraft(
  services: DossierServices,
  code: DossierCode,
  baseVersion: number,
  content: DossierContent,
): Promise<DossierView> {
  const workspace = requireAccountant(services.session);
  await requireCited(workspace, code, content);
  await requireOnDesk(services, workspace, code);
  const { drafts } = workspace.store;
  try {
    const typed = typedOnDossier(workspace, code, baseVersion, content);
    const draft = drafts.save(code, typed?.version ?? baseVersion, typed?.content ?? content);
    return changed(services, workspace, draft);
  } catch (cause) {
    // A copy was kept: the window hears of it.
    if (cause instanceof DvcttError && cause.code === 'DOSSIER_FROZEN') workspace.changed(code);
    throw cause;
  }
}

/**
 * A window that showed the returned dossier names the dossier's version and not one of the draft that is made of it;
 * what it typed is carried over to the draft as it stands.
 */
function typedOnDossier(
  { store }: Workspace,
  code: DossierCode,
  baseVersion: number,
  content: DossierContent,
): { readonly version: number; readonly content: DossierContent } | undefined {
  const draft = store.drafts.get(code);
  const shown = store.dossiers.get(code)?.dossier;
  if (draft === undefined || draft.dossierVersion !== baseVersion || shown?.version !== baseVersion)
    return undefined;
  const merged = mergeContent(shown.content, content, draft.content);
  const [first] = merged.conflicts;
  if (first !== undefined)
    throw new DvcttError('DOSSIER_CONFLICT', {
      code,
      yours: baseVersion,
      stored: draft.version,
      path: first.path,
    });
  return { version: draft.version, content: merged.content };
}

export function deleteDraft(services: DossierServices, code: DossierCode): void {
  const workspace = requireAccountant(services.session);
  requireAuthor(workspace, requireDraft(workspace, code));
  workspace.store.drafts.delete(code);
  workspace.changed(code);
}

export function restoreDraft(services: DossierServices, code: DossierCode): DossierView {
  const workspace = requireAccountant(services.session);
  return changed(services, workspace, workspace.store.drafts.restore(code));
}

/** One step of this person's own changes back or forth. */
export function stepDraft(services: DossierServices, code: DossierCode, step: 'undo' | 'redo'): DossierView {
  const workspace = requireAccountant(services.session);
  return changed(services, workspace, workspace.store.drafts[step](code));
}

/**
 * Sees to it that there is a draft to write into: a returned dossier becomes one. Its attachments are fetched when they
 * are wanted. @throws DOSSIER_STATE when the dossier is with somebody else.
 */
export async function requireOnDesk(
  services: DossierServices,
  workspace: Workspace,
  code: DossierCode,
): Promise<void> {
  const { drafts, dossiers } = workspace.store;
  if (drafts.get(code) !== undefined) return;
  const draftedHere = drafts.versions(code).length > 0;
  // Deleted by a colleague and never a dossier: the store knows what becomes of a late edit.
  if (draftedHere && dossiers.get(code) === undefined) return;
  const { dossier } = await knownDossier(services, workspace, code);
  workspace.requireOpen();
  if (viewOfServer(dossier, workspace.user).actions.includes('edit')) drafts.takeBack(dossier);
  // Sent meanwhile: the store keeps the late edit beside the version that was sent.
  else if (!draftedHere) throw new DvcttError('DOSSIER_STATE', { code, status: dossier.status });
}

/** Tells the window and the line, and shows what stands now. */
export function changed(services: DossierServices, workspace: Workspace, draft: Draft): DossierView {
  workspace.changed(draft.code);
  const view = draftView(services, workspace, draft.code);
  if (view === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code: draft.code });
  return view;
}

/** Today in Vietnam (UTC+7, no daylight saving), `yyyy-MM-dd`. */
function localDate(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
