/** Versions of a draft: those of this machine and those of the server, as one history. */
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { CallOutput, DossierView } from '#shared/contract/ipc.ts';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import type { LocalVersion } from '../account-store/account-store.ts';
import type { Workspace } from '../session/workspace.ts';
import { changed, copyContent, requireOnDesk } from './drafting.ts';
import { couldNotAsk, inTime } from './in-time.ts';
import { requireAccountant } from './require-draft.ts';
import type { DossierServices } from './services.ts';

interface VersionOfDraft {
  readonly version: DraftVersion;
  readonly content: DossierContent;
}

/** Newest first. A version that both this machine and the server keep is shown once, as the one of this machine. */
export async function draftHistory(
  services: DossierServices,
  code: DossierCode,
): Promise<CallOutput<'drafts.history'>> {
  const workspace = requireAccountant(services.session);
  const { versions, offline } = await serverVersions(services, workspace, code);
  workspace.requireOpen();
  const local = workspace.store.drafts.versions(code);
  const here = new Set(local.map(({ serverVersion }) => serverVersion));
  const stands = local.some(({ current }) => current);
  const others = versions
    .filter(({ version }) => !here.has(version))
    .map(({ version, at, byName, cause }): Placed => {
      const current = !stands && version === versions[0]?.version;
      return { place: version, id: `server:${version}`, at, by: byName, cause, unsent: false, current };
    });
  return {
    versions: inOneOrder(local, others).map(shownVersion),
    ...(offline === undefined ? {} : { offline }),
  };
}

/** A version with its place in the server's order; a local one that the server never had goes with its neighbours. */
interface Placed extends DraftVersion {
  readonly place: number;
}

/** Both lists newest first, woven by the server's versions: clocks of two machines say nothing about the order. */
function inOneOrder(local: readonly LocalVersion[], others: readonly Placed[]): readonly DraftVersion[] {
  const woven: DraftVersion[] = [];
  let below = Infinity;
  for (const version of local) {
    const { serverVersion } = version;
    if (serverVersion !== undefined) {
      const newer = others.filter(({ place }) => place > serverVersion && place < below);
      woven.push(...newer);
      below = Math.min(below, serverVersion);
    }
    woven.push(version);
  }
  return [...woven, ...others.filter(({ place }) => place < below)];
}

function shownVersion({ id, at, by, cause, unsent, current }: DraftVersion): DraftVersion {
  return { id, at, by, cause, unsent, current };
}

export async function draftVersion(
  services: DossierServices,
  code: DossierCode,
  id: string,
): Promise<CallOutput<'drafts.version'>> {
  const workspace = requireAccountant(services.session);
  const { version, content } = await readVersion(services, workspace, code, id);
  const standing = standingContent(workspace, code) ?? content;
  return { version, content, changes: [...contentChanges(content, standing)] };
}

/**
 * Makes an old version the newest; the one that stood stays in the history. One that was only kept, because it lost a
 * conflict or came too late, never undoes what others wrote elsewhere (`Drafts.restoreVersion`).
 */
export async function restoreVersion(
  services: DossierServices,
  code: DossierCode,
  id: string,
): Promise<DossierView> {
  const workspace = requireAccountant(services.session);
  // A dossier that came back is put on the desk first.
  await requireOnDesk(services, workspace, code);
  workspace.requireOpen();
  const { drafts } = workspace.store;
  if (id.startsWith('local:')) return changed(services, workspace, drafts.restoreVersion(code, id));
  const { content } = await readVersion(services, workspace, code, id);
  return changed(services, workspace, drafts.putVersion(code, content));
}

/** A new draft from an old version, also of a dossier that was sent. */
export async function copyVersion(
  services: DossierServices,
  code: DossierCode,
  id: string,
): Promise<DossierView> {
  const workspace = requireAccountant(services.session);
  const { content } = await readVersion(services, workspace, code, id);
  return copyContent(services, workspace, content);
}

async function readVersion(
  { backend }: DossierServices,
  workspace: Workspace,
  code: DossierCode,
  id: string,
): Promise<VersionOfDraft> {
  const [place, number = ''] = id.split(':');
  if (place === 'local') return workspace.store.drafts.version(code, id);
  if (place !== 'server' || !/^[1-9]\d{0,9}$/.test(number)) throw new DvcttError('REQUEST_INVALID', { id });
  const { version, at, byName, cause, content } = await backend.sync.draftVersion(code, Number(number));
  workspace.requireOpen();
  const draft = workspace.store.drafts.get(code);
  const current = draft !== undefined && !draft.waiting && draft.serverVersion === version;
  return { version: { id: `server:${version}`, at, by: byName, cause, unsent: false, current }, content };
}

/** Without a line this machine's versions are all there is; a draft that never reached the server has no others. */
async function serverVersions(services: DossierServices, workspace: Workspace, code: DossierCode) {
  const none: {
    versions: Awaited<ReturnType<typeof services.backend.sync.draftVersions>>;
    offline?: Failure;
  } = {
    versions: [],
  };
  try {
    return { ...none, versions: await inTime(services.backend.sync.draftVersions(code)) };
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    if (cause.code === 'DOSSIER_NOT_FOUND') return none;
    if (!couldNotAsk(cause)) throw cause;
    services.session.noticeFailure(cause);
    workspace.requireOpen();
    return { ...none, offline: cause.toFailure() };
  }
}

function standingContent({ store }: Workspace, code: DossierCode): DossierContent | undefined {
  return store.drafts.get(code)?.content ?? store.dossiers.get(code)?.dossier.content;
}
