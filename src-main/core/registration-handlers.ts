import { copyRegistration } from '../registration/copy.ts';
import { readRegistrationDocument, verifyRegistrationDocument } from '../registration/documents.ts';
import { createRegistration, keepRegistration, renewCertificate } from '../registration/drafting.ts';
import { listRegistrations } from '../registration/find.ts';
import { getRegistration } from '../registration/open.ts';
import { deleteRegistration, restoreRegistration } from '../registration/remove.ts';
import { resendLink } from '../registration/resend.ts';
import { saveRegistration } from '../registration/save.ts';
import type { RegistrationServices } from '../registration/services.ts';
import type { Handlers } from './handlers.ts';

/** Calls of who declares and of who looks dossiers up; those of whom a letter asks are in `link-handlers.ts`. */
export function makeRegistrationHandlers(
  services: RegistrationServices,
): Omit<
  Pick<Handlers, Extract<keyof Handlers, `registrations.${string}`>>,
  'registrations.confirm' | 'registrations.decline' | 'registrations.sign' | 'registrations.certificate'
> {
  return {
    'registrations.list': (filter) => listRegistrations(services, filter),
    'registrations.create': ({ kind }) => createRegistration(services, kind),
    'registrations.renew': ({ certificateId }) => renewCertificate(services, certificateId),
    'registrations.get': ({ id }) => getRegistration(services, id),
    'registrations.keep': ({ id, baseRevision, content }) =>
      keepRegistration(services, id, baseRevision, content),
    'registrations.save': ({ id, revision }) => saveRegistration(services, id, revision),
    'registrations.delete': ({ id }) => {
      deleteRegistration(services, id);
      return {};
    },
    'registrations.restore': ({ id }) => restoreRegistration(services, id),
    'registrations.copy': ({ id }) => copyRegistration(services, id),
    'registrations.document': ({ id, documentId }) => readRegistrationDocument(services, id, documentId),
    'registrations.verify': ({ id, documentId }) => verifyRegistrationDocument(services, id, documentId),
    'registrations.resend': ({ id, memberId }) => resendLink(services, id, memberId),
  };
}
