import type { RemoteRequest, RemoteRequestDocument } from '../account-store/signing/remote-request.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { SignerIdentity } from '#shared/signatures/prepared.ts';
import type { RemoteSigner } from './provider.ts';
import type { RoundOnPhone } from './rounds-on-phone.ts';

/** What is kept of a round before it is sent, so that it is found again after a restart. */
export function requestToKeep(
  round: RoundOnPhone,
  given: {
    readonly signer: Pick<RemoteSigner, 'provider' | 'username'>;
    readonly identity: SignerIdentity;
    readonly algorithm: SignatureAlgorithm;
    readonly title: string;
    readonly now: Date;
    /** How the documents of the round were prepared. */
    readonly documents: readonly RemoteRequestDocument[];
  },
): RemoteRequest {
  const { signer, identity, algorithm, title, now, documents } = given;
  const { id, name, app, waitSeconds } = signer.provider;
  return {
    id: round.key.mutationId,
    secret: round.key.secret,
    provider: { id, name, app },
    username: signer.username,
    certificate: identity.certificate,
    chain: identity.chain,
    algorithm,
    title,
    code: '',
    startedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + waitSeconds * 1000).toISOString(),
    documents,
  };
}
