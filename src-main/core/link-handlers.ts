import { fetchMemberCertificate } from '../registration/certificate.ts';
import { confirmRegistration, declineRegistration } from '../registration/confirm.ts';
import { openLink } from '../registration/open-link.ts';
import type { PendingLink } from '../registration/pending-link.ts';
import type { RegistrationServices } from '../registration/services.ts';
import { signRegistration } from '../registration/sign.ts';
import type { RemoteDesk } from '../remote-ca/remote-desk.ts';
import type { SigningDesk } from '../signing/desk.ts';
import type { Handlers } from './handlers.ts';

/** Calls of whoever was asked by a letter (confirm, decline, sign), of the links themselves, and of the password. */
export function makeLinkHandlers(
  services: RegistrationServices & {
    readonly signing: SigningDesk;
    readonly pendingLink: PendingLink;
    readonly remote: Pick<RemoteDesk, 'closeAll'>;
  },
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
  const { session, tokens, pendingLink, remote } = services;
  /** The dossier as one of its members sees it, which the newest link has opened. */
  let visitor: string | undefined;
  return {
    'session.changePassword': async (passwords) => {
      const before = session.user?.username;
      const changed = await session.changePassword(passwords);
      // A newcomer is let in by this: what a visitor has opened at a provider is not theirs.
      if (session.user?.username !== before) await remote.closeAll();
      return changed;
    },
    'registrations.confirm': ({ id, certificateId }) => confirmRegistration(services, id, certificateId),
    'registrations.decline': ({ id, note }) => declineRegistration(services, id, note),
    'registrations.sign': (request) => signRegistration(services, request),
    'registrations.certificate': ({ certificateId }) => fetchMemberCertificate(tokens, certificateId),
    'links.open': async ({ text }) => {
      const opened = await openLink(services, text);
      // Another member at the same desk must not find the provider of the one before open.
      if (session.user === undefined && visitor !== opened.id) await remote.closeAll();
      visitor = opened.id;
      return opened;
    },
    'links.pending': () => pendingLink.take(),
    'shell.openLink': ({ text }) => {
      pendingLink.arrived(text);
      return {};
    },
  };
}
