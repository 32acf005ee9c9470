/** Certificates of plugged-in tokens and of providers, as the form of a member holds them. */
import { DvcttError } from '#shared/contract/errors.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { isVgcaIssuer } from '#shared/domain/remote-ca/vgca.ts';
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
 * CERT_NO_PRIVATE_KEY, CERT_OF_ANOTHER, REMOTE_VGCA, REMOTE_CERT_BLOCKED
 */
export function requireOwnCertificate(
  { view }: Pick<TokenCertificate, 'view'>,
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): void {
  const refusal = view.refusals.find((code) => /^(CERT|REMOTE)_/.test(code));
  if (refusal !== undefined) throw new DvcttError(refusal, { serial: view.serial });
  if (!isHeldBy({ commonName: view.owner, uids: view.uids }, member)) {
    throw new DvcttError('CERT_OF_ANOTHER', { chosen: view.serial, owner: view.owner });
  }
}

/**
 * One form at a time per member: with the form remote a provider's certificate, with the form token a token's.
 * @throws CERT_NOT_FOUND when it is of the other form, REMOTE_VGCA
 */
export function requireForm(
  { view }: Pick<TokenCertificate, 'view'>,
  { signatureForm }: Pick<RegistrationMember, 'signatureForm'>,
): void {
  if (signatureForm === 'remote' && isVgcaIssuer(view.issuer))
    throw new DvcttError('REMOTE_VGCA', { serial: view.serial });
  if ((signatureForm === 'remote') !== (view.remote !== undefined))
    throw new DvcttError('CERT_NOT_FOUND', { serial: view.serial, form: signatureForm });
}
