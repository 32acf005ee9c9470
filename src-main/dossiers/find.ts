import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { DossierSummary, DossierView } from '#shared/contract/ipc.ts';
import type { DossierCode, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { DossierServices } from './services.ts';
import { summaryOfDraft, summaryOfServer, viewOfDraft, viewOfServer } from './view.ts';

/**
 * Drafts of this machine and dossiers of the server in one list, newest first. When the line is down the drafts are
 * listed all the same and `offline` says why the rest is missing.
 */
export async function listDossiers(
  services: DossierServices,
  filter: { readonly query?: string | undefined; readonly status?: DossierStatus | undefined },
): Promise<{ dossiers: DossierSummary[]; offline?: Failure }> {
  const drafts = services.drafts.list(services.session.owner()).map(summaryOfDraft);
  const { summaries, offline } = await serverSummaries(services);
  const drafted = new Set<string>(drafts.map((draft) => draft.code));
  const all = [...drafts, ...summaries.filter((summary) => !drafted.has(summary.code))];
  const words = searchable(filter.query ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const dossiers = all
    .filter((summary) => filter.status === undefined || summary.status === filter.status)
    .filter((summary) => {
      const text = searchable(`${summary.code} ${summary.title}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return offline === undefined ? { dossiers } : { dossiers, offline };
}

async function serverSummaries(
  services: DossierServices,
): Promise<{ summaries: readonly DossierSummary[]; offline?: Failure }> {
  try {
    return { summaries: (await services.backend.dossiers()).map(summaryOfServer) };
  } catch (cause) {
    if (cause instanceof DvcttError && cause.code === 'BACKEND_UNREACHABLE') {
      return { summaries: [], offline: toFailure(cause) };
    }
    throw cause;
  }
}

/** The draft of this machine when there is one, else the server's dossier. */
export async function openDossier(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const user = services.session.require();
  const draft = services.drafts.get(services.session.owner(), code);
  if (draft !== undefined) return viewOfDraft(draft, user, services.session.requireUnit(), services.now());
  return viewOfServer(await services.backend.dossier(code), user);
}

/** Lower case without Vietnamese accents, so that “tien dien” finds “Tiền điện”. */
function searchable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}
