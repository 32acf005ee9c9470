import type { FailureCode } from '#shared/contract/errors.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { Session } from '../session/session.ts';

/** What the Treasury knows of a certificate, seen by the person signed in. */
export interface Registration {
  readonly mine: boolean;
  /** Title of whoever of the unit it is registered for. */
  readonly role?: string;
  /** That member, when it is somebody else. */
  readonly registeredFor?: NonNullable<CertificateView['registeredFor']>;
  /** Why this person may not sign with it. */
  readonly refusal?: Extract<FailureCode, 'CERT_NOT_REGISTERED' | 'CERT_OF_ANOTHER'>;
}

/**
 * Looks certificates up, by their serial, among those that are registered for the members of the unit. Nobody signed in:
 * nothing is known and nothing refused.
 */
export function registrations(
  session: Pick<Session, 'user' | 'requireUnit'>,
): (serial: string) => Registration {
  const { user } = session;
  if (user === undefined) return () => ({ mine: false });
  const mine = user.certificateSerial === undefined ? undefined : normaliseSerial(user.certificateSerial);
  const members = user.role === 'KBNN' ? [] : session.requireUnit().members;
  const holders = new Map(
    members.flatMap(({ certificateSerial, name, role }) =>
      certificateSerial === undefined
        ? []
        : [[normaliseSerial(certificateSerial), { name, role: roleNames[role] }] as const],
    ),
  );
  return (serial) => {
    const holder = holders.get(serial);
    const role = holder === undefined ? {} : { role: holder.role };
    if (serial === mine) return { mine: true, ...role };
    if (holder === undefined) return { mine: false, refusal: 'CERT_NOT_REGISTERED' };
    return { mine: false, ...role, registeredFor: holder, refusal: 'CERT_OF_ANOTHER' };
  };
}
