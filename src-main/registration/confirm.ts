/** What a member of the dossier answers to the letter that asks them. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { actionsOf, statusOf } from './actions.ts';
import { memberCertificateOf, requireForm, requireOwnCertificate } from './certificate.ts';
import { memberInFront } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';
import { takeServer } from './take.ts';
import { viewOf } from './view.ts';

type Server = NonNullable<KeptRegistration['server']>;

interface Asked extends Found {
  readonly server: Server;
  readonly member: RegistrationMember;
}

/**
 * “My data are right”, with the certificate that this member will sign with. What was on the screen is confirmed: the
 * server refuses when it has changed since (REGISTRATION_CONFLICT). Asked again after a lost answer it is done once.
 * @throws REGISTRATION_NOT_FOUND, REGISTRATION_STATE, CERT_*, TOKEN_NOT_FOUND, LINK_*, BACKEND_*
 */
export async function confirmRegistration(
  services: RegistrationServices,
  id: string,
  certificateId: string | undefined,
): Promise<RegistrationView> {
  const asked = requireAsked(services, id, 'confirm');
  const { kept, server, member } = asked;
  const certificate = await certificateFor(services, member, certificateId);
  const body = { version: server.version, memberId: member.id, ...certificate };
  const answer = await services.backend.registrations.confirm(server.code, kept.secret, {
    mutationId: mutationId('registration.confirm', server.code, standingOf(asked), JSON.stringify(body)),
    ...body,
  });
  return viewOf(services, takeServer(services, asked, answer).kept);
}

/** “My data are wrong”, and what is. The unit hears of it. @throws as `confirmRegistration` */
export async function declineRegistration(
  services: RegistrationServices,
  id: string,
  note: string,
): Promise<RegistrationView> {
  const asked = requireAsked(services, id, 'decline');
  const { kept, server, member } = asked;
  const body = { version: server.version, memberId: member.id, note };
  const answer = await services.backend.registrations.decline(server.code, kept.secret, {
    mutationId: mutationId('registration.decline', server.code, standingOf(asked), JSON.stringify(body)),
    ...body,
  });
  return viewOf(services, takeServer(services, asked, answer).kept);
}

function requireAsked(services: RegistrationServices, id: string, action: 'confirm' | 'decline'): Asked {
  const found = services.shelves.require(id);
  const { kept } = found;
  const member = memberInFront(kept, services.session.user);
  if (
    kept.server === undefined ||
    member === undefined ||
    !actionsOf(kept, services.session.user).includes(action)
  )
    throw new DvcttError('REGISTRATION_STATE', { status: statusOf(kept), action });
  return { ...found, server: kept.server, member };
}

/** Whoever answers a second time after the first answer was undone does another thing. */
function standingOf({ server, member }: Asked): string {
  const { state, at } = server.confirmations.find(({ memberId }) => memberId === member.id) ?? {};
  return `${state ?? ''} ${at ?? ''}`;
}

/** Only who signs has one to show, and of the form that is declared. @throws CERT_NOT_FOUND when none was chosen, REMOTE_VGCA */
async function certificateFor(
  { tokens }: RegistrationServices,
  member: RegistrationMember,
  certificateId: string | undefined,
): Promise<{ certificate?: string }> {
  if (member.signatureForm === 'none') return {};
  if (certificateId === undefined) throw new DvcttError('CERT_NOT_FOUND', { member: member.name });
  const chosen = await tokens.certificate(certificateId);
  requireOwnCertificate(chosen, member);
  requireForm(chosen, member);
  return { certificate: memberCertificateOf(chosen).der };
}
