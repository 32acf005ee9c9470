import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';

/** What the list of certificates says of registrations at KBNN; a dossier under way knows better. */
const registrationWords: ReadonlySet<string> = new Set(['CERT_NOT_REGISTERED', 'CERT_OF_ANOTHER']);

/**
 * A certificate of a plugged-in token as this dossier sees it: the one that its account holder has confirmed signs it,
 * whoever is signed in here; another member's and a stranger's do not.
 */
export function inDossier(
  { content, memberId }: Pick<RegistrationView, 'content' | 'memberId'>,
  certificate: CertificateView,
): CertificateView {
  const { boundRole: _role, registeredFor: _for, ...plain } = certificate;
  const refusals = certificate.refusals.filter((code) => !registrationWords.has(code));
  const member = content.members.find(
    ({ certificate: confirmed }) => confirmed?.thumbprint === certificate.thumbprint,
  );
  if (member === undefined) return { ...plain, refusals: [...refusals, 'CERT_NOT_REGISTERED'] };
  if (maySign(member, memberId)) return { ...plain, refusals, boundRole: member.role };
  const registeredFor = { name: member.name, role: member.role };
  return { ...plain, refusals: [...refusals, 'CERT_OF_ANOTHER'], registeredFor };
}

/** CTK and UQ_CTK; only the one who is in front of this machine, where that is known. */
function maySign({ id, role }: RegistrationMember, memberId: string | undefined): boolean {
  return signingStepOf(role) === 'CTK' && (memberId === undefined || memberId === id);
}
