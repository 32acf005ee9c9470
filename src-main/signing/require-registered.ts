import { DvcttError } from '#shared/contract/errors.ts';
import type { Session } from '../session/session.ts';
import { registrations } from '../tokens/registration-of.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';

/**
 * The certificate must be the one that the Treasury knows of the person signed in.
 * @throws CERT_NOT_REGISTERED; CERT_OF_ANOTHER with whom it is registered for
 */
export function requireRegistered(session: Session, { view }: TokenCertificate): void {
  const { refusal, registeredFor } = registrations(session)(view.serial);
  if (refusal === undefined) return;
  throw new DvcttError(refusal, {
    chosen: view.serial,
    registered: session.require().certificateSerial ?? '',
    ...(registeredFor === undefined
      ? {}
      : { registeredFor: `${registeredFor.name} (${registeredFor.role})` }),
  });
}
