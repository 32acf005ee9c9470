import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Calls of who declares and of who looks dossiers up; those of whom a letter asks are in `link-handlers.ts`. */
export function makeRegistrationHandlers(
  _services: CoreServices,
): Omit<
  Pick<Handlers, Extract<keyof Handlers, `registrations.${string}`>>,
  'registrations.confirm' | 'registrations.decline' | 'registrations.sign' | 'registrations.certificate'
> {
  const missing = () => {
    throw new DvcttError('UNEXPECTED', { message: 'not built yet' });
  };
  return {
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
  };
}
