import { createHash, X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { OpenSession } from './sessions.ts';
import type { StartRemoteTransaction } from './transactions.ts';
import { digestLengths } from './values/over-digest.ts';

const curves: readonly (string | undefined)[] = ['prime256v1', 'secp384r1'];

/**
 * The session's certificate that is to sign, when everything about the request fits it.
 * @throws DvcttError REMOTE_NO_CERTIFICATE for an alias or thumbprint that the session has not; REMOTE_CERT_BLOCKED;
 * REMOTE_ALGORITHM; REQUEST_INVALID
 */
export function requireStartable(
  open: OpenSession,
  request: StartRemoteTransaction,
  provider: RemoteProvider,
): X509Certificate {
  const found = open.certificates.find(({ alias, certificate }) => {
    const der = Buffer.from(certificate, 'base64');
    return alias === request.alias && createHash('sha256').update(der).digest('hex') === request.thumbprint;
  });
  if (found === undefined) throw new DvcttError('REMOTE_NO_CERTIFICATE', { provider: provider.id });
  if (found.state !== 'active')
    throw new DvcttError('REMOTE_CERT_BLOCKED', { provider: provider.id, state: found.state });
  const certificate = new X509Certificate(Buffer.from(found.certificate, 'base64'));
  const { scheme, hash } = request.algorithm;
  const { asymmetricKeyType: type, asymmetricKeyDetails: key } = certificate.publicKey;
  const fits =
    scheme === 'ecdsa'
      ? type === 'ec' && curves.includes(key?.namedCurve)
      : type === 'rsa' && (key?.modulusLength ?? 0) >= 2048;
  if (!fits || !provider.schemes.includes(scheme))
    throw new DvcttError('REMOTE_ALGORITHM', { provider: provider.id, scheme });
  const { documents } = request;
  if (documents.length > provider.mostDocuments)
    throw new DvcttError('REQUEST_INVALID', { what: 'documents', most: provider.mostDocuments });
  if (new Set(documents.map(({ id }) => id)).size !== documents.length)
    throw new DvcttError('REQUEST_INVALID', { what: 'document ids come twice' });
  const wrong = documents.findIndex(({ digest }) => {
    const bytes = Buffer.from(digest, 'base64');
    return bytes.length !== digestLengths[hash] || bytes.toString('base64') !== digest;
  });
  if (wrong >= 0) throw new DvcttError('REQUEST_INVALID', { what: 'digest', position: wrong });
  return certificate;
}
