import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { requireAction } from './drafting.ts';
import type { RegistrationServices } from './services.ts';
import { viewOf } from './view.ts';

/** @throws DvcttError REGISTRATION_STATE once the server has it, or may have it */
export function deleteRegistration(services: RegistrationServices, id: string): void {
  const { store, shelf } = requireAction(services, id, 'delete');
  store.batch(() => {
    // A refused one has a code; brought back it gets another, for this one may be given away by then.
    shelf.change(id, { code: undefined });
    shelf.delete(id);
  });
  services.emit({ name: 'registrations.changed', payload: { id } });
}

/** Undoes `deleteRegistration`. @throws DvcttError REGISTRATION_NOT_FOUND */
export function restoreRegistration(services: RegistrationServices, id: string): RegistrationView {
  for (const { registrations } of services.shelves.all()) {
    try {
      const view = viewOf(services, registrations.restore(id));
      services.emit({ name: 'registrations.changed', payload: { id } });
      return view;
    } catch (cause) {
      if (!(cause instanceof DvcttError) || cause.code !== 'REGISTRATION_NOT_FOUND') throw cause;
    }
  }
  throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
}
