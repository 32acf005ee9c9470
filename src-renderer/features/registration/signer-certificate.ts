import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { SignWay } from '../remote-ca/sign-way.ts';
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

/** How this dossier's signer signs; undefined while it may be one of several who do so differently. */
export function declaredWay({
  content,
  before,
  memberId,
}: Pick<RegistrationView, 'content' | 'before' | 'memberId'>): SignWay | undefined {
  const signers = firstSigners(content, before).filter(({ id }) => memberId === undefined || memberId === id);
  const [first, ...others] = signers.map(({ signatureForm }) => signatureForm);
  if (first === undefined || first === 'none' || others.some((form) => form !== first)) return undefined;
  return first;
}
