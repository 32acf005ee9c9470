import type { CertificateView } from '#shared/contract/tokens.ts';
import type { User } from '#shared/contract/ipc.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { isBeside } from '../tokens/holders.ts';

/**
 * Whether being unregistered is all that keeps this person from signing with it: then a change dossier mends it. One that
 * names somebody else is never theirs; CAs write names with and without accents.
 */
export function isRenewable(
  certificate: Pick<CertificateView, 'owner' | 'isCa' | 'privateKey' | 'refusals'>,
  user: Pick<User, 'role' | 'name'> | undefined,
): boolean {
  return (
    user !== undefined &&
    signingStepOf(user.role) !== undefined &&
    plainName(certificate.owner) === plainName(user.name) &&
    !isBeside(certificate) &&
    certificate.refusals.includes('CERT_NOT_REGISTERED') &&
    certificate.refusals.every((code) => code === 'CERT_NOT_REGISTERED' || !code.startsWith('CERT_'))
  );
}

const plainName = (name: string) => withoutAccents(name).trim().replace(/\s+/g, ' ');
