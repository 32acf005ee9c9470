/** What the tests of every adapter begin with: the adapter of a configuration, and something to sign. */
import type { RemoteAdapter, ToSign } from '#backend/remote-ca/adapter.ts';
import { remoteCaConfiguration } from '#backend/remote-ca/configuration.ts';
import { RemoteProviders } from '#backend/remote-ca/providers.ts';
import type { Signer } from './recorded-provider.ts';

/** The adapter that a configuration with this one provider makes. */
export function adapterOf(entry: { readonly id: string; readonly [key: string]: string }): RemoteAdapter {
  const whole = { name: entry.id, app: entry.id, environment: 'test', ...entry };
  return new RemoteProviders(remoteCaConfiguration([whole]), () => new Date()).require(entry.id);
}

/** Two documents to be signed with the signer's certificate, with RSA PKCS#1 over SHA-256 unless told otherwise. */
export const twoDocuments = (
  { certificate }: Pick<Signer, 'certificate'>,
  changes: Partial<ToSign> = {},
): ToSign => ({
  mutationId: '0d2b8f0c-6c36-4a3b-9a58-0c2a4f6a7b11',
  alias: 'cert-1',
  serial: certificate.serialNumber,
  algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
  title: 'Ký 2 chứng từ',
  documents: documentsNamed(['d-1', 'Giấy rút dự toán'], ['d-2', 'Ủy nhiệm chi']),
  ...changes,
});

/** Documents of these ids and names, each with a digest of its own. */
export const documentsNamed = (...given: readonly (readonly [id: string, name: string])[]) =>
  given.map(([id, name], at) => ({ id, name, digest: Buffer.alloc(32, at + 1).toString('base64') }));
