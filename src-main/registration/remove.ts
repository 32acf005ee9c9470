import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { AccountStore, KeptRegistration } from '../account-store/account-store.ts';
import { requireAction } from './drafting.ts';
import type { RegistrationServices } from './services.ts';
import { viewOf } from './view.ts';

/**
 * From this machine: nobody else hears of it. What a letter's link has brought comes back with that link too.
 * @throws DvcttError REGISTRATION_STATE once the server has what was declared here, or may have it
 */
export function deleteRegistration(services: RegistrationServices, id: string): void {
  const { store, shelf } = requireAction(services, id, 'delete');
  store.batch(() => {
    // A refused one has a code; brought back it gets another, for this one may be given away by then. That of a link's
    // makes room for the same link, opened again.
    shelf.change(id, { code: undefined });
    shelf.delete(id);
  });
  services.emit({ name: 'registrations.changed', payload: { id } });
}

/** Undoes `deleteRegistration`. @throws DvcttError REGISTRATION_NOT_FOUND */
export function restoreRegistration(services: RegistrationServices, id: string): RegistrationView {
  for (const store of services.shelves.all()) {
    try {
      const view = viewOf(services, restoreIn(services, store, id));
      services.emit({ name: 'registrations.changed', payload: { id: view.id } });
      return view;
    } catch (cause) {
      if (!(cause instanceof DvcttError) || cause.code !== 'REGISTRATION_NOT_FOUND') throw cause;
    }
  }
  throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
}

/** @throws DvcttError REGISTRATION_NOT_FOUND when it is not in this store, or not for who sits here now */
function restoreIn({ shelves }: RegistrationServices, store: AccountStore, id: string): KeptRegistration {
  const shelf = store.registrations;
  return store.batch(() => {
    const kept = shelf.restore(id);
    if (!shelves.shows(store, kept)) throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
    const { memberId, server } = kept;
    if (memberId === undefined || server === undefined) return kept;
    const standing = shelf.byMember(server.code, memberId);
    if (standing === undefined || standing.id === id) return shelf.change(id, { code: server.code });
    // The link itself has brought it back meanwhile.
    shelf.delete(id);
    return standing;
  });
}
