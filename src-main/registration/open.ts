import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { registrationCodeSchema } from '#shared/domain/registration/registration.ts';
import { couldNotAsk, inTime } from '../dossiers/in-time.ts';
import { begun } from './begun.ts';
import { patience } from './drafting.ts';
import { colleague } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';
import { takeServer } from './take.ts';
import { viewOf } from './view.ts';

/**
 * A dossier with what the server says of it now; as last seen, with `asOf`, when it cannot be asked. A colleague's is
 * named by its code until it lies here. @throws REGISTRATION_NOT_FOUND, or why the server could not be asked for one
 * that was never seen here
 */
export async function getRegistration(services: RegistrationServices, id: string): Promise<RegistrationView> {
  const { found, asOf } = await openRegistration(services, id);
  return viewOf(services, found.kept, asOf);
}

/** The same, for who goes on with it. */
export async function openRegistration(
  services: RegistrationServices,
  id: string,
): Promise<{ readonly found: Found; readonly asOf?: string }> {
  const found = services.shelves.find(id) ?? services.shelves.byCode(id);
  if (found === undefined) return { found: await openColleagues(services, id) };
  // What is on its way, or was never sent, is not to be asked for.
  if (found.kept.code === undefined || found.kept.server === undefined) return { found };
  try {
    return { found: await refresh(services, found) };
  } catch (cause) {
    if (!(cause instanceof DvcttError) || !isNoWordOfTheDossier(cause)) throw cause;
    if (found.kept.secret === undefined) services.session.noticeFailure(cause);
    const kept = services.shelves.require(found.kept.id);
    return { found: kept, ...(kept.kept.asOf === undefined ? {} : { asOf: kept.kept.asOf }) };
  }
}

/** Asks the server and keeps its answer, even when that comes too late. @throws what the server says. */
export async function refresh(services: RegistrationServices, found: Found): Promise<Found> {
  const asking = ask(services, found).then((server) => takeServer(services, found, server));
  // Whoever gave up waiting has been told so.
  asking.catch(() => undefined);
  return inTime(asking, patience);
}

/** With the dossier's own secret; a link that holds no more does not shut out a colleague who is signed in. */
async function ask(services: RegistrationServices, { kept }: Found): Promise<ServerRegistration> {
  const { backend, session, shelves } = services;
  const { code = '', secret } = kept;
  const another = colleague(kept, session.user) !== undefined;
  try {
    if (secret !== undefined && shelves.deadSecrets.has(secret)) throw new DvcttError('LINK_UNKNOWN');
    return await backend.registrations.open(code, secret);
  } catch (cause) {
    if (secret === undefined || couldNotAsk(cause)) throw cause;
    if (cause instanceof DvcttError && isDead(cause.code)) shelves.deadSecrets.add(secret);
    if (!another) throw cause;
    return backend.registrations.open(code, undefined);
  }
}

/** A link that has done its work, or a dossier that is another's now: what was seen here stays readable. */
function isNoWordOfTheDossier(cause: DvcttError): boolean {
  return isDead(cause.code) || cause.code === 'TOO_MANY_ATTEMPTS' || couldNotAsk(cause);
}

const isDead = (code: FailureCode) => code.startsWith('LINK_') || code === 'REGISTRATION_NOT_FOUND';

async function openColleagues(services: RegistrationServices, id: string): Promise<Found> {
  const { workspace } = services.session;
  const code = registrationCodeSchema.safeParse(id);
  if (workspace === undefined || !code.success) throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
  const server = await inTime(services.backend.registrations.open(code.data, undefined), patience);
  workspace.requireOpen();
  const { store } = workspace;
  const shelf = store.registrations;
  const standing = shelf.get(id);
  if (standing !== undefined) return takeServer(services, { store, shelf, kept: standing }, server);
  const kept = shelf.add({
    ...begun({ content: server.content, before: server.before }),
    id,
    code: server.code,
    access: 'unit',
    secret: undefined,
    baseVersion: server.version,
    state: 'sent',
    savedAt: server.updatedAt,
    server,
    asOf: services.now().toISOString(),
  });
  return { store, shelf, kept };
}
