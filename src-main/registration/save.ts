import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { tidyRegistration } from '#shared/domain/registration/tidy.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import { inTime } from '../dossiers/in-time.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { isSettled } from './actions.ts';
import { requireAction } from './drafting.ts';
import { freeCode, requestOf } from './freeze.ts';
import type { RegistrationServices } from './services.ts';
import { issuesOf, viewOf } from './view.ts';

/** How long “Lưu” waits for the server; the rest is the sender's (ms). */
const savePatience = 10_000;

/**
 * “Lưu”: freezes what is on the screen as a request of its own, durable before it is sent, and tries at once. What the
 * answer says of it stands in `saved`. @throws DvcttError DOSSIER_CONFLICT when the window shows an older revision,
 * REGISTRATION_INCOMPLETE with the first issue, REGISTRATION_STATE
 */
export async function saveRegistration(
  services: RegistrationServices,
  id: string,
  revision: number,
): Promise<RegistrationView> {
  const { shelf, kept: shown } = requireAction(services, id, 'save');
  if (shown.revision !== revision)
    throw new DvcttError('DOSSIER_CONFLICT', { current: shown.revision, given: revision });
  if (isSettled(shown)) return viewOf(services, shown);
  // As the server keeps it too: what it answers is then what stands here.
  const kept = { ...shown, content: tidyRegistration(shown.content) };
  if (isAtServer(kept)) {
    const { version } = kept.server;
    const { content } = kept;
    const facts = { state: 'sent', failure: undefined, baseVersion: version, content } as const;
    return viewOf(services, shelf.change(id, facts));
  }
  requireComplete(services, kept);
  shelf.change(id, frozen(services, kept));
  services.emit({ name: 'registrations.changed', payload: { id } });
  await inTime(services.sender.send(id), savePatience).catch((cause: unknown) => {
    if (!(cause instanceof DvcttError)) throw cause;
  });
  return viewOf(services, services.shelves.require(id).kept);
}

/** Nothing differs from what the server has: a new version would only ask the members anew. */
function isAtServer(
  kept: KeptRegistration,
): kept is KeptRegistration & { readonly server: ServerRegistration } {
  return (
    kept.request === undefined && kept.server !== undefined && sameValue(kept.content, kept.server.content)
  );
}

function requireComplete(services: RegistrationServices, kept: KeptRegistration): void {
  const blocking = issuesOf(services, kept).filter((issue) => issue.blocking);
  const [first] = blocking;
  if (first === undefined) return;
  throw new DvcttError(first.code === 'SIGNERS_TOO_MANY' ? first.code : 'REGISTRATION_INCOMPLETE', {
    count: blocking.length,
    path: first.path,
    issue: first.code,
    first: first.message.vi,
  });
}

function frozen({ shelves, now }: RegistrationServices, kept: KeptRegistration): Partial<KeptRegistration> {
  const { content } = kept;
  const facts = { state: 'queued', failure: undefined, savedAt: now().toISOString(), content } as const;
  // What went before may have arrived: only its answer tells on what this save builds.
  if (kept.request !== undefined) return facts;
  const { unitCode } = kept.content.unit;
  const holds = kept.server !== undefined || kept.code?.startsWith(unitCode) === true;
  const code = holds ? kept.code : freeCode(shelves, unitCode, now());
  return { ...facts, code, request: requestOf(kept) };
}
