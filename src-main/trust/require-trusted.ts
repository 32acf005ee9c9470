import { DvcttError } from '#shared/contract/errors.ts';
import { buildChain } from '#shared/validation/chain.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from './trust-store.ts';

/**
 * Signing software must follow the certificate to a trusted root before it signs (Thông tư 15/2025/TT-BKHCN, Điều 5).
 * @throws CERT_CHAIN_INCOMPLETE, or the reason why a certificate of the chain may not be used
 */
export async function requireTrusted(
  certificate: TokenCertificate,
  trust: TrustedCertificates,
  now: Date,
): Promise<void> {
  const result = await buildChain(certificate.certificate, {
    trustAnchors: [...trust.anchors],
    intermediates: [...certificate.chain, ...trust.intermediates],
    at: now,
  });
  if (!result.trusted) throw new DvcttError(result.reason, { serial: certificate.view.serial });
}
