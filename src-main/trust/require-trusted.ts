import { DvcttError } from '#shared/contract/errors.ts';
import { parseCertificate } from '#shared/validation/certificate.ts';
import { buildPath } from '#shared/validation/chain.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from './trust-store.ts';

/**
 * Signing software must follow the certificate to a trusted root before it signs (Thông tư 15/2025/TT-BKHCN, Điều 5).
 * Returns the certificates of that path above the signer's, nearest issuer first (DER): they go into the signature,
 * since many tokens hold the signer's own certificate and nothing else.
 * @throws CERT_CHAIN_INCOMPLETE, or the reason why a certificate on the path may not be used
 */
export async function requireTrusted(
  { certificate, chain, view }: TokenCertificate,
  trust: TrustedCertificates,
  now: Date,
): Promise<readonly Uint8Array[]> {
  const candidates = [...chain, ...trust.intermediates].map(parseCertificate);
  const path = await buildPath(
    parseCertificate(certificate),
    candidates,
    trust.anchors.map(parseCertificate),
    now,
  );
  if (path.kind === 'untrusted') throw new DvcttError(path.reason, { serial: view.serial });
  return path.path.slice(1).map(({ der }) => der);
}
