import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { RemoteCaCalls } from '../backend-client/remote-ca-calls.ts';

/** A provider at which somebody has signed in, with the certificate that is to sign: all that a request needs. */
export interface RemoteSigner {
  readonly calls: RemoteCaCalls;
  readonly provider: RemoteProvider;
  readonly username: string;
  /** Secret of the session at the backend; never a password. */
  readonly session: string;
  /** By which the provider knows the certificate. */
  readonly alias: string;
  /** SHA-256 of the DER certificate, lower-case hex. */
  readonly thumbprint: string;
}
