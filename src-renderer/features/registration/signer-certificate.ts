import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { firstSigners } from '#shared/domain/registration/stakes.ts';

/** What the list of certificates says of registrations at KBNN; a dossier under way knows better. */
const registrationWords: ReadonlySet<string> = new Set(['CERT_NOT_REGISTERED', 'CERT_OF_ANOTHER']);

/**
 * A certificate of a plugged-in token as this dossier sees it: the one that its account holder has confirmed signs it,
 * whoever is signed in here; another member's and a stranger's do not.
 */
export function inDossier(
  { content, before, memberId }: Pick<RegistrationView, 'content' | 'before' | 'memberId'>,
  certificate: CertificateView,
): CertificateView {
  const { boundRole: _role, registeredFor: _for, ...plain } = certificate;
  const refusals = certificate.refusals.filter((code) => !registrationWords.has(code));
  const member = content.members.find(
    ({ certificate: confirmed }) => confirmed?.thumbprint === certificate.thumbprint,
  );
  if (member === undefined) return { ...plain, refusals: [...refusals, 'CERT_NOT_REGISTERED'] };
  // Only the one who is in front of this machine, where that is known.
  const signs = firstSigners(content, before).some(({ id }) => id === member.id);
  if (signs && (memberId === undefined || memberId === member.id))
    return { ...plain, refusals, boundRole: member.role };
  const registeredFor = { name: member.name, role: member.role };
  return { ...plain, refusals: [...refusals, 'CERT_OF_ANOTHER'], registeredFor };
}
