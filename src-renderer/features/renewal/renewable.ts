import type { CertificateView } from '#shared/contract/tokens.ts';
import type { User } from '#shared/contract/ipc.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { isBeside } from '../tokens/holders.ts';

/** Whether being unregistered is all that keeps this person from signing with it: then a change dossier mends it. */
export function isRenewable(
  certificate: Pick<CertificateView, 'isCa' | 'privateKey' | 'refusals'>,
  user: Pick<User, 'role'> | undefined,
): boolean {
  return (
    user !== undefined &&
    signingStepOf(user.role) !== undefined &&
    !isBeside(certificate) &&
    certificate.refusals.includes('CERT_NOT_REGISTERED') &&
    certificate.refusals.every((code) => code === 'CERT_NOT_REGISTERED' || !code.startsWith('CERT_'))
  );
}
