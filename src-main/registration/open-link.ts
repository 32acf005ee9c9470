import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationLink } from '#shared/contract/registration/http.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { keptPart } from './kept-part.ts';
import { originOf, readLink } from './link-text.ts';
import type { RegistrationServices } from './services.ts';
import { takeServer } from './take.ts';

/**
 * Opens the dossier that a letter's link leads to and puts it on the shelf, as that member's. The secret is sent only to
 * the server that this program is set up for: who writes letters must not choose where it goes.
 * @throws ROLE_FORBIDDEN for who has no dossiers here, LINK_UNKNOWN, LINK_WRONG_SERVER, LINK_REPLACED, LINK_EXPIRED, LINK_USED, BACKEND_*, STORE_*
 */
export async function openLink(
  services: Pick<RegistrationServices, 'session' | 'backend' | 'shelves' | 'now' | 'emit'>,
  text: string,
): Promise<{ id: string }> {
  const { session, backend, shelves, now, emit } = services;
  if (session.user !== undefined) session.requireWorkspace();
  const { server, secret } = readLink(text);
  const ours = originOf(backend.url) ?? backend.url;
  if (server !== ours) throw new DvcttError('LINK_WRONG_SERVER', { server, ours });
  // A store that is locked must be said before the server is asked.
  shelves.current();
  const link = await backend.registrations.link(secret);
  const found = shelves.byMember(link.code, link.memberId);
  if (found === undefined) {
    const { id } = shelves.current().registrations.add(newlyOpened(link, secret, now().toISOString()));
    emit({ name: 'registrations.changed', payload: { id } });
    return { id };
  }
  const kept = found.shelf.change(found.kept.id, { access: link.purpose, secret });
  takeServer(services, { ...found, kept }, link.registration);
  emit({ name: 'registrations.changed', payload: { id: kept.id } });
  return { id: kept.id };
}

function newlyOpened(
  { code, purpose, memberId, registration: answered }: RegistrationLink,
  secret: string,
  at: string,
): Omit<KeptRegistration, 'revision' | 'createdAt' | 'updatedAt'> {
  const registration = keptPart({ access: purpose, memberId }, answered);
  return {
    id: randomUUID(),
    code,
    access: purpose,
    memberId,
    secret,
    content: registration.content,
    before: registration.before,
    copiedFrom: undefined,
    baseVersion: registration.version,
    state: 'sent',
    request: undefined,
    failure: undefined,
    savedAt: at,
    server: registration,
    asOf: at,
  };
}
