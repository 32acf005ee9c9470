import type { TokenCertificate, TokenService } from '../tokens/token-service.ts';
import { providerOfId } from './remote-certificate.ts';
import type { RemoteDesk } from './remote-desk.ts';

/** Certificates by their handles, wherever their keys are. */
export type CertificateSource = Pick<TokenService, 'certificate'>;

export function certificateSource(
  tokens: CertificateSource,
  remote: Pick<RemoteDesk, 'certificate'>,
): CertificateSource {
  return {
    certificate: (id): Promise<TokenCertificate> =>
      providerOfId(id) === undefined ? tokens.certificate(id) : remote.certificate(id),
  };
}
