import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Calls of registration dossiers, of links from letters and of the password. */
export function makeRegistrationHandlers(
  _services: CoreServices,
): Pick<
  Handlers,
  | Extract<keyof Handlers, `registrations.${string}` | `links.${string}`>
  | 'session.changePassword'
  | 'shell.openLink'
> {
  const missing = () => {
    throw new DvcttError('UNEXPECTED', { message: 'not built yet' });
  };
  return {
    'session.changePassword': missing,
    'registrations.list': missing,
    'registrations.create': missing,
    'registrations.renew': missing,
    'registrations.get': missing,
    'registrations.keep': missing,
    'registrations.save': missing,
    'registrations.delete': missing,
    'registrations.restore': missing,
    'registrations.copy': missing,
    'registrations.document': missing,
    'registrations.verify': missing,
    'registrations.resend': missing,
    'registrations.confirm': missing,
    'registrations.decline': missing,
    'registrations.sign': missing,
    'registrations.certificate': missing,
    'links.open': missing,
    'links.pending': missing,
    'shell.openLink': missing,
  };
}
