/** What the server's answer to “Lưu” makes of a dossier on this machine. Each in one transaction. */
import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration, StandingRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationCode } from '#shared/domain/registration/registration.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import type {
  KeptRegistration,
  RegistrationShelf,
  SaveRegistration,
} from '../account-store/account-store.ts';
import { begun } from './begun.ts';
import { requestOf } from './freeze.ts';
import type { Found } from './shelves.ts';

/** It was saved. Answers whether a newer “Lưu” waits, which then builds on this one. */
export function arrived(
  { store, shelf, kept: { id } }: Found,
  request: SaveRegistration,
  server: ServerRegistration,
  asOf: string,
): boolean {
  return store.batch(() => {
    const kept = required(shelf, id);
    const before = server.before ?? kept.before;
    const facts = { server, asOf, baseVersion: server.version, before, failure: undefined };
    if (sameValue(kept.content, request.content)) {
      const content = sameValue(kept.content, server.content) ? {} : { content: server.content };
      shelf.change(id, { ...facts, ...content, state: 'sent', request: undefined });
      return false;
    }
    const again = kept.state === 'queued';
    shelf.change(id, { ...facts, request: again ? requestOf(kept, server.version) : undefined });
    return again;
  });
}

/** The same request under another code; with another id too, for the server has answered this one. */
export function recoded(
  { shelf, kept: { id } }: Found,
  code: RegistrationCode,
  request: SaveRegistration,
): void {
  shelf.change(id, { code, request: { ...request, mutationId: randomUUID() } });
}

/** Answers whether it was edited and saved again meanwhile: that is what the person wants sent now. */
export function refused(
  { store, shelf, kept: { id } }: Found,
  request: SaveRegistration,
  cause: DvcttError,
): boolean {
  return store.batch(() => {
    const kept = required(shelf, id);
    const again = kept.state === 'queued' && !sameValue(kept.content, request.content);
    if (again) shelf.change(id, { request: requestOf(kept) });
    else shelf.change(id, { state: 'refused', request: undefined, failure: cause.toFailure() });
    return again;
  });
}

/** Somebody else was faster: their content stands here now, what was typed here becomes a dossier of its own. */
export function overtaken(
  { store, shelf, kept: { id } }: Found,
  server: ServerRegistration,
  cause: DvcttError,
  asOf: string,
): void {
  store.batch(() => {
    const { content, before } = required(shelf, id);
    const copy = sameValue(content, server.content) ? undefined : shelf.add(begun({ content, before }));
    const failure = { code: cause.code, details: { ...cause.details, ...(copy && { keptAs: copy.id }) } };
    const taken = { content: server.content, baseVersion: server.version, before: server.before };
    shelf.change(id, { ...taken, server, asOf, request: undefined, state: 'refused', failure });
  });
}

/** Another change of the unit was approved meanwhile: what stands now is shown beside the values of this one. */
export function rebased(
  { store, shelf, kept: { id } }: Found,
  { version, content: before }: StandingRegistration,
  cause: DvcttError,
): void {
  store.batch(() => {
    const content = { ...required(shelf, id).content, standingVersion: version };
    const failure = cause.toFailure();
    shelf.change(id, { content, before, request: undefined, failure, state: 'refused' });
  });
}

function required(shelf: RegistrationShelf, id: string): KeptRegistration {
  const kept = shelf.get(id);
  if (kept === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
  return kept;
}
