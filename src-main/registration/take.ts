import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { mayBeEdited } from './actions.ts';
import { begun } from './begun.ts';
import { keptPart } from './kept-part.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';

type Taking = Pick<RegistrationServices, 'shelves' | 'now' | 'emit'>;

/**
 * Keeps what the server answered of a dossier, in one transaction, and tells the windows if it changed anything. A
 * dossier without edits of its own becomes the server's. Edits stay; once the server's can be edited no more, they
 * become a dossier of their own. An answer that a newer one has overtaken changes nothing.
 * @throws DvcttError REGISTRATION_NOT_FOUND when the dossier, or the person whose it is, has left meanwhile
 */
export function takeServer(
  services: Taking,
  { store, kept: asked }: Found,
  answered: ServerRegistration,
): Found {
  if (!services.shelves.holds(store)) throw new DvcttError('REGISTRATION_NOT_FOUND', { id: asked.id });
  const shelf = store.registrations;
  const keepAside = ({ content, before }: KeptRegistration) => void shelf.add(begun({ content, before }));
  const kept = store.batch(() => {
    const standing = shelf.get(asked.id);
    if (standing === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { id: asked.id });
    if (isOvertaken(standing, answered)) return standing;
    const server = keptPart(standing, answered);
    const facts = { server, asOf: services.now().toISOString(), code: server.code };
    return shelf.change(standing.id, { ...facts, ...contentFacts(standing, server, keepAside) });
  });
  if (!sameValue(asked.server, kept.server) || asked.revision !== kept.revision || asked.state !== kept.state)
    services.emit({ name: 'registrations.changed', payload: { id: kept.id } });
  return { store, shelf, kept };
}

function isOvertaken({ server: known }: KeptRegistration, server: ServerRegistration): boolean {
  if (known === undefined) return false;
  return known.version > server.version || known.updatedAt > server.updatedAt;
}

function contentFacts(
  kept: KeptRegistration,
  server: ServerRegistration,
  keepAside: (mine: KeptRegistration) => void,
): Partial<KeptRegistration> {
  // The answer to what is on its way decides.
  if (kept.request !== undefined) return {};
  const facts = {
    state: 'sent',
    baseVersion: server.version,
    before: server.before,
    failure: undefined,
  } as const;
  if (sameValue(kept.content, server.content)) {
    // Why it was refused is told until the person has answered to it, as long as there is something to answer.
    return kept.state === 'refused' && mayBeEdited(server.status) ? {} : facts;
  }
  if (kept.state !== 'sent') {
    if (mayBeEdited(server.status)) return {};
    keepAside(kept);
  }
  // When it was changed is what the server says: to look at a dossier is no change.
  return { ...facts, content: server.content, updatedAt: server.updatedAt };
}
