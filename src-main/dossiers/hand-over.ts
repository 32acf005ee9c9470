/** Steps that hand a dossier to the next person: forward, return, submit. Each may be repeated after a lost answer. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { validateDossier } from '#shared/domain/dossiers/validate.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { Draft } from '../account-store/account-store.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import type { Workspace } from '../session/workspace.ts';
import { attachmentBytes } from './documents.ts';
import { freezeDocuments } from './freeze.ts';
import { inParallel } from './in-parallel.ts';
import { requireAccountant, requireAuthor } from './require-draft.ts';
import type { DossierServices } from './services.ts';
import { validationContext, viewOfServer } from './view.ts';

/** A document is a few ten kilobytes: most of the time of its upload is the way there and back. */
const uploadsAtOnce = 6;

/**
 * “Gửi KTT”: freezes the documents, uploads them and gives the dossier to the chief accountant. The draft must have
 * reached the server as it stands here, so that nobody's change is left out or comes in unseen.
 */
export async function forwardDossier(
  services: DossierServices,
  code: DossierCode,
  onScreen?: number,
): Promise<DossierView> {
  const workspace = requireAccountant(services.session);
  const shown = workspace.store.drafts.get(code);
  if (shown === undefined) return sentBefore(services, workspace, code);
  requireAuthor(workspace, shown);
  // A colleague's change may have come in after the person last looked.
  if (onScreen !== undefined && onScreen !== shown.version)
    throw new DvcttError('DOSSIER_CONFLICT', { code: shown.code, by: shown.changedBy ?? '' });
  requireComplete(services, workspace, shown);
  const draft = await pushed(workspace, shown);
  if (draft === undefined) return sentBefore(services, workspace, shown.code, shown);

  const documents = await freezeDocuments(draft.code, draft.content, (digest) =>
    attachmentBytes(workspace, digest),
  );
  await inParallel(documents, uploadsAtOnce, ({ id, bytes }) =>
    services.backend.uploadDocument(draft.code, id, bytes),
  );
  requireUnmoved(workspace, draft);
  const digests = documents.map((document) => document.sha256);
  const dossier = await services.backend.forward(draft.code, {
    mutationId: mutationId('forward', draft.code, draft.dossierVersion, draft.serverVersion, ...digests),
    draftVersion: draft.serverVersion,
    baseVersion: draft.dossierVersion,
    content: draft.content,
    documents: documents.map(({ id, kind, name, mediaType, sha256, bytes }) => ({
      id,
      kind,
      name,
      mediaType,
      sha256,
      size: bytes.length,
    })),
  });
  workspace.requireOpen();
  workspace.store.drafts.forwarded(draft.code, dossier);
  return handedOver(workspace, dossier);
}

/** Back to the accountant, with the reason. Signatures given so far no longer count. */
export async function returnDossier(
  services: DossierServices,
  code: DossierCode,
  note: string,
): Promise<DossierView> {
  const workspace = services.session.requireWorkspace();
  const { version } = await services.backend.dossier(code);
  return handedOver(
    workspace,
    await services.backend.return(code, mutationId('return', code, version, note), version, note),
  );
}

/** “Gửi KBNN”. */
export async function submitDossier(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const workspace = services.session.requireWorkspace();
  const { version } = await services.backend.dossier(code);
  return handedOver(
    workspace,
    await services.backend.submit(code, mutationId('submit', code, version), version),
  );
}

function requireComplete(services: DossierServices, workspace: Workspace, draft: Draft): void {
  const context = validationContext(workspace.unit, services.now());
  const blocking = validateDossier(draft.content, context).filter((issue) => issue.blocking);
  const [first] = blocking;
  if (first === undefined) return;
  throw new DvcttError('DOSSIER_INCOMPLETE', {
    count: blocking.length,
    first: first.message.vi,
    path: first.path,
  });
}

/**
 * The draft once the server has it, with the content that was shown; undefined when it turned out to be sent already.
 * @throws what keeps the change from the server; DOSSIER_CONFLICT when a colleague's change came in meanwhile.
 */
async function pushed(workspace: Workspace, shown: Draft): Promise<Draft | undefined> {
  const state = await workspace.sync.syncNow();
  workspace.requireOpen();
  const draft = workspace.store.drafts.get(shown.code);
  if (draft === undefined) return undefined;
  if (draft.setAside !== undefined) throw new DvcttError(draft.setAside.code, draft.setAside.details);
  if (draft.conflicts > 0 || !sameContent(draft.content, shown.content))
    throw new DvcttError('DOSSIER_CONFLICT', { code: draft.code, by: draft.changedBy ?? '' });
  if (draft.waiting || draft.serverVersion === 0) {
    if (state.line === 'sign-in') throw new DvcttError('SESSION_REQUIRED');
    throw new DvcttError(state.failure?.code ?? 'BACKEND_UNREACHABLE', state.failure?.details);
  }
  return draft;
}

/** What is frozen must be what stands: a change that came while the documents were made has not been seen by anybody. */
function requireUnmoved(workspace: Workspace, frozen: Draft): void {
  workspace.requireOpen();
  const { code, version } = frozen;
  const now = workspace.store.drafts.get(code);
  if (now?.version !== version) throw new DvcttError('DOSSIER_CONFLICT', { code, by: now?.changedBy ?? '' });
}

/**
 * The answer of an earlier forwarding that was lost on the way here: the dossier waits for the chief accountant, as it
 * was shown. @throws DOSSIER_NOT_FOUND, DOSSIER_STATE, DOSSIER_CONFLICT when it is not that.
 */
async function sentBefore(
  services: DossierServices,
  workspace: Workspace,
  code: DossierCode,
  shown?: Draft,
): Promise<DossierView> {
  const dossier = await services.backend.dossier(code);
  if (dossier.status !== 'CHO_KTT_KY' || dossier.createdBy !== workspace.user.username)
    throw new DvcttError('DOSSIER_STATE', { code, status: dossier.status });
  if (shown !== undefined && !sameContent(dossier.content, shown.content))
    throw new DvcttError('DOSSIER_CONFLICT', { code });
  return handedOver(workspace, dossier);
}

function handedOver(workspace: Workspace, dossier: ServerDossier): DossierView {
  workspace.took(dossier);
  workspace.changed(dossier.code);
  return viewOfServer(dossier, workspace.user);
}
