import type { FailureCode } from '#shared/contract/errors.ts';
import type { RemoteCertificate } from '#shared/contract/remote-ca/http.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import { isVgcaIssuer } from '#shared/domain/remote-ca/vgca.ts';
import { readCertificate } from '#shared/validation/certificate.ts';
import { chainFrom } from '../tokens/certificate-chain.ts';
import { certificateView } from '../tokens/certificate-view.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';

/** What stands in the place of a token's serial; with the thumbprint it makes the certificate's handle. */
export function remoteTokenSerial(provider: string): string {
  return `remote:${provider}`;
}

/** The provider of a handle `remote:PROVIDER:thumbprint`; undefined for any other. */
export function providerOfId(id: string): string | undefined {
  return /^remote:([A-Z][A-Z0-9_]{1,31}):[0-9a-f]{64}$/.exec(id)?.[1];
}

/**
 * A provider's certificate in the shape of a token's, with every reason why it cannot sign at `now`. The chain is what
 * the provider gave, completed from the trust store. @throws CERT_INVALID when it cannot be read
 */
export async function remoteCertificate(
  { certificate, chain, state }: RemoteCertificate,
  at: { readonly provider: Pick<RemoteProvider, 'id' | 'name'>; readonly username: string },
  { anchors, intermediates }: TrustedCertificates,
  now: Date,
): Promise<TokenCertificate> {
  const { provider, username } = at;
  const facts = await readCertificate(fromBase64(certificate));
  const candidates = [...chain.map(fromBase64), ...intermediates, ...anchors];
  const issuers = chainFrom(facts.der, candidates);
  const place = {
    serial: remoteTokenSerial(provider.id),
    label: provider.name,
    pinState: 'ok',
    pinPad: false,
  } as const;
  const view = certificateView(facts, place, now, { chain: issuers, key: 'seen' });
  const refusals: FailureCode[] = [...view.refusals];
  // What the provider says of its end is told only where the certificate itself does not say it already.
  if (state !== 'active' && !refusals.includes('CERT_EXPIRED')) refusals.unshift('REMOTE_CERT_BLOCKED');
  if (isVgcaIssuer(facts.issuer)) refusals.unshift('REMOTE_VGCA');
  return {
    view: { ...view, refusals, remote: { provider: provider.id, providerName: provider.name, username } },
    certificate: facts.der,
    chain: issuers,
  };
}

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
