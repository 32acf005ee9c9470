import type { Failure } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { CallInput, CallOutput, DossierView } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Workspace } from '../session/workspace.ts';
import { couldNotAsk, inTime } from './in-time.ts';
import type { DossierServices } from './services.ts';
import { viewOfDraft, viewOfServer } from './view.ts';

/**
 * Drafts and dossiers in one list, from this machine alone: it is there at once and without a line. `offline` says that
 * it may be old, and why.
 */
export function listDossiers(
  services: DossierServices,
  filter: CallInput<'dossiers.list'>,
): CallOutput<'dossiers.list'> {
  const workspace = services.session.requireWorkspace();
  const { dossiers, found, counts } = workspace.store.catalogue.list(filter);
  const offline = lineFailure(workspace);
  return { dossiers: [...dossiers], found, counts, ...(offline === undefined ? {} : { offline }) };
}

/** The draft when there is one, else the dossier: from the server, or as it was last seen when that cannot be asked. */
export async function openDossier(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const user = services.session.require();
  const { workspace } = services.session;
  if (workspace === undefined) return viewOfServer(await services.backend.dossier(code), user);
  const draft = draftView(services, workspace, code);
  if (draft !== undefined) return draft;
  const known = await knownDossier(services, workspace, code);
  services.shown.show(user.username, known.dossier.code, known.dossier.content);
  return viewOfKnown(known, workspace);
}

/** The open draft of a code; undefined when there is none. */
export function draftView(
  services: DossierServices,
  { store, user, unit }: Workspace,
  code: DossierCode,
): DossierView | undefined {
  const draft = store.drafts.get(code);
  if (draft === undefined) return undefined;
  const returned = draft.dossierVersion > 0 ? store.dossiers.get(code)?.dossier : undefined;
  return viewOfDraft(draft, user, unit, services.now(), returned);
}

/** A dossier of the server, and since when it may be out of date. */
export interface KnownDossier {
  readonly dossier: ServerDossier;
  readonly asOf: string | undefined;
}

function viewOfKnown({ dossier, asOf }: KnownDossier, workspace: Workspace): DossierView {
  return viewOfServer(dossier, workspace.user, asOf);
}

/**
 * Asks the server; shows the copy kept here when the line is down, slow or wants a password first.
 * @throws what the server says, or why it could not be asked when there is no copy.
 */
export async function knownDossier(
  { backend, session }: DossierServices,
  workspace: Workspace,
  code: DossierCode,
): Promise<KnownDossier> {
  const kept = workspace.store.dossiers.get(code);
  if (kept !== undefined && lineFailure(workspace) !== undefined) return kept;
  const asking = backend.dossier(code).then((dossier) => {
    // Kept even when it comes too late to be shown now.
    workspace.took(dossier);
    return dossier;
  });
  try {
    const dossier = await inTime(asking);
    return { dossier, asOf: undefined };
  } catch (cause) {
    if (kept === undefined || !couldNotAsk(cause)) throw cause;
    session.noticeFailure(cause);
    return kept;
  }
}

function lineFailure({ sync }: Workspace): Failure | undefined {
  const { line, failure } = sync.state();
  if (line === 'sign-in') return failure ?? { code: 'SESSION_REQUIRED' };
  return line === 'offline' ? (failure ?? { code: 'BACKEND_UNREACHABLE' }) : undefined;
}
