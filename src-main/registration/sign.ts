import { DvcttError } from '#shared/contract/errors.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { firstSigners } from '#shared/domain/registration/stakes.ts';
import type { SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { SigningDesk } from '../signing/desk.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import { isSettled } from './actions.ts';
import { memberInFront } from './person-in-front.ts';
import { lostAt, RegistrationSigning } from './registration-signing.ts';
import { requireSameAsShown } from './same-declarations.ts';
import type { RegistrationServices } from './services.ts';
import { takeServer } from './take.ts';

/**
 * “Ký số” by CTK or UQ_CTK: with the certificate that they have confirmed in this very dossier, all documents with one
 * PIN. Refuses before a PIN is asked whatever can be refused then.
 * @throws REGISTRATION_NOT_FOUND, REGISTRATION_STATE, DOCUMENT_CHANGED, ROLE_FORBIDDEN, CERT_NOT_REGISTERED, CERT_OF_ANOTHER, TOKEN_*,
 * LINK_*, BACKEND_*
 */
export async function signRegistration(
  services: RegistrationServices & { readonly signing: SigningDesk },
  request: {
    readonly id: string;
    readonly certificateId: string;
    readonly expected: Readonly<Record<string, string>>;
    readonly policy?: SignaturePolicy | undefined;
  },
): Promise<SigningJob> {
  const { session, backend, shelves, signing } = services;
  const asked = shelves.require(request.id);
  const { code, secret } = asked.kept;
  if (code === undefined) throw new DvcttError('REGISTRATION_STATE', { status: 'DANG_KE_KHAI' });
  const found = takeServer(
    services,
    asked,
    await backend.registrations.open(code, secret).catch(lostAt('not-sent')),
  );
  const { server: registration } = found.kept;
  if (registration !== undefined) requireSameAsShown(asked.kept.server, registration);
  const member = memberInFront(found.kept, session.user);
  // What was edited here and not saved yet would not be what is signed.
  if (registration?.status !== 'CHO_PHE_DUYET' || !isSettled(found.kept))
    throw new DvcttError('REGISTRATION_STATE', { status: registration?.status ?? '' });
  const signers = firstSigners(registration.content, registration.before);
  if (found.kept.access === 'member' || member === undefined || !signers.some(({ id }) => id === member.id))
    throw new DvcttError('ROLE_FORBIDDEN', { role: member?.role ?? session.user?.role ?? '' });
  const certificate = await signing.certificate(request.certificateId);
  const serialOfAccount = secret === undefined ? session.user?.certificateSerial : undefined;
  requireConfirmed(certificate, registration, member, serialOfAccount);
  const work = new RegistrationSigning({
    ...services,
    id: request.id,
    registration,
    memberId: member.id,
    secret,
    onSigned: (standing) => {
      // Who has left meanwhile finds it when they come back.
      if (shelves.holds(found.store)) takeServer(services, found, standing);
    },
  });
  // With a link nobody is signed in of whom a login could be remembered.
  const username = secret === undefined ? session.user?.username : undefined;
  return signing.begin(work, certificate, { ...request, username });
}

/** @throws CERT_OF_ANOTHER, CERT_NOT_REGISTERED */
function requireConfirmed(
  { view }: TokenCertificate,
  registration: ServerRegistration,
  member: RegistrationMember,
  serialOfAccount: string | undefined,
): void {
  const own = certificateOf(registration, member);
  if (own?.thumbprint === view.thumbprint) return;
  // An unchanged signer whose certificate the dossier does not carry: the account's counts.
  if (own === undefined && serialOfAccount !== undefined && normaliseSerial(serialOfAccount) === view.serial)
    return;
  const details = { chosen: view.serial, registered: own?.serial ?? serialOfAccount ?? '' };
  const other = registration.content.members.find(
    (candidate) => certificateOf(registration, candidate)?.thumbprint === view.thumbprint,
  );
  if (other === undefined) throw new DvcttError('CERT_NOT_REGISTERED', details);
  const registeredFor = `${other.name} (${roleNames[other.role]})`;
  throw new DvcttError('CERT_OF_ANOTHER', { ...details, registeredFor });
}

/** The confirmed one counts; who was not asked keeps the one that stands. */
function certificateOf(
  { confirmations }: ServerRegistration,
  { id, certificate }: RegistrationMember,
): MemberCertificate | undefined {
  const confirmed = confirmations.find(({ memberId }) => memberId === id)?.certificate;
  return confirmed ?? certificate ?? undefined;
}
