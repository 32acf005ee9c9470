/** Certificates of plugged-in tokens, as the form of a member holds them. */
import { DvcttError } from '#shared/contract/errors.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import type { TokenCertificate, TokenService } from '../tokens/token-service.ts';

export function memberCertificateOf({ view, certificate }: TokenCertificate): MemberCertificate {
  const { serial, thumbprint, subject, issuer, notBefore, notAfter } = view;
  return {
    serial,
    thumbprint,
    subject,
    issuer,
    notBefore,
    notAfter,
    der: Buffer.from(certificate).toString('base64'),
  };
}

/** “Lấy thông tin Serial Chứng thư số”: no PIN is needed. @throws TOKEN_NOT_FOUND, MODULE_* */
export async function fetchMemberCertificate(
  tokens: Pick<TokenService, 'certificate'>,
  certificateId: string,
): Promise<MemberCertificate> {
  return memberCertificateOf(await tokens.certificate(certificateId));
}

/**
 * What the server would refuse too, said before anything is sent. The state of the PIN does not count: it may be
 * unlocked until the day of signing.
 * @throws CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_KEY_USAGE (also for an authority's), CERT_WEAK_KEY,
 * CERT_NO_PRIVATE_KEY, CERT_OF_ANOTHER
 */
export function requireOwnCertificate(
  { view }: Pick<TokenCertificate, 'view'>,
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): void {
  const refusal = view.refusals.find((code) => code.startsWith('CERT_'));
  if (refusal !== undefined) throw new DvcttError(refusal, { serial: view.serial });
  if (!isHeldBy({ commonName: view.owner, uids: view.uids }, member)) {
    throw new DvcttError('CERT_OF_ANOTHER', { chosen: view.serial, owner: view.owner });
  }
}
