import type { CertificateView } from '#shared/contract/tokens.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';

/** Certificates to register: the member's own first, the one that stands longest before the others; no authorities'. */
export function offered(
  certificates: readonly CertificateView[],
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): readonly CertificateView[] {
  const foreign = ({ owner, uids }: CertificateView) =>
    Number(!isHeldBy({ commonName: owner, uids }, member));
  return certificates
    .filter(({ isCa }) => !isCa)
    .sort((a, b) => foreign(a) - foreign(b) || b.daysLeft - a.daysLeft || (a.id < b.id ? -1 : 1));
}
