import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Calls of whoever was asked by a letter (confirm, decline, sign), of the links themselves, and of the password. */
export function makeLinkHandlers(
  _services: CoreServices,
): Pick<
  Handlers,
  | 'registrations.confirm'
  | 'registrations.decline'
  | 'registrations.sign'
  | 'registrations.certificate'
  | 'links.open'
  | 'links.pending'
  | 'session.changePassword'
  | 'shell.openLink'
> {
  const missing = () => {
    throw new DvcttError('UNEXPECTED', { message: 'not built yet' });
  };
  return {
    'session.changePassword': missing,
    'registrations.confirm': missing,
    'registrations.decline': missing,
    'registrations.sign': missing,
    'registrations.certificate': missing,
    'links.open': missing,
    'links.pending': missing,
    'shell.openLink': missing,
  };
}
