/** What routes, link pages and officer console may ask of registration dossiers. */
import type { z } from 'zod';
import type {
  approveRegistrationSchema,
  changePasswordSchema,
  confirmRegistrationSchema,
  declineRegistrationSchema,
  rejectRegistrationSchema,
  RegistrationLink,
  registrationReportSchema,
  resendLinkSchema,
  saveRegistrationSchema,
  ServerRegistration,
  ServerRegistrationSummary,
  signRegistrationSchema,
  StandingRegistration,
} from '#shared/contract/registration/http.ts';
import type { RegistrationDocumentId, RegistrationStatus } from '#shared/domain/registration/registration.ts';
import type { Person } from '../accounts/person.ts';

/** Who asks: a person with a session, or somebody with the secret of an author's machine or of a letter's link. */
export type Asker =
  | { readonly kind: 'person'; readonly person: Person; readonly origin: string }
  | { readonly kind: 'secret'; readonly secret: string; readonly origin: string };

export interface RegistrationFilter {
  readonly query?: string | undefined;
  readonly status?: RegistrationStatus | undefined;
  /** Days in Vietnam, of the last change. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
  /** So many of the list's first are left out. */
  readonly offset?: number | undefined;
}

/** Bodies as their schemas parse them; refusals as `contract/registration/http.ts` names them. */
export interface Registrations {
  /** A unit's own, or for an officer those sent to their treasury office (not those still with the unit). */
  list(person: Person, filter: RegistrationFilter): Promise<readonly ServerRegistrationSummary[]>;
  /** @throws DvcttError REGISTRATION_NOT_FOUND, the same for a code that is another's */
  open(asker: Asker, code: string): Promise<ServerRegistration>;
  /** `origin`: address of the caller, whose wrong secrets are counted. */
  link(secret: string, origin?: string): Promise<RegistrationLink>;
  standing(person: Person): Promise<StandingRegistration>;
  document(
    asker: Asker,
    code: string,
    id: RegistrationDocumentId,
    revision: 'original' | 'newest',
  ): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }>;
  save(
    asker: Asker,
    code: string,
    body: z.output<typeof saveRegistrationSchema>,
  ): Promise<ServerRegistration>;
  confirm(
    asker: Asker,
    code: string,
    body: z.output<typeof confirmRegistrationSchema>,
  ): Promise<ServerRegistration>;
  decline(
    asker: Asker,
    code: string,
    body: z.output<typeof declineRegistrationSchema>,
  ): Promise<ServerRegistration>;
  resend(asker: Asker, code: string, body: z.output<typeof resendLinkSchema>): Promise<ServerRegistration>;
  sign(
    asker: Asker,
    code: string,
    body: z.output<typeof signRegistrationSchema>,
  ): Promise<ServerRegistration>;
  /** For officers. The server's own validation of each signed document. */
  report(officer: Officer, code: string): Promise<z.output<typeof registrationReportSchema>>;
  approve(
    officer: Officer,
    code: string,
    body: z.output<typeof approveRegistrationSchema>,
  ): Promise<ServerRegistration>;
  reject(
    officer: Officer,
    code: string,
    body: z.output<typeof rejectRegistrationSchema>,
  ): Promise<ServerRegistration>;
  /** A new one-time password by letter, for a member of a unit of the officer's treasury; every session ends. */
  reissuePassword(officer: Officer, username: string): Promise<void>;
  /** `session`: the bearer token, which goes on; every other session of the person ends. */
  changePassword(
    person: Person,
    session: string,
    body: z.output<typeof changePasswordSchema>,
    origin: string,
  ): Promise<void>;
}

export interface Officer {
  readonly person: Person;
  readonly origin: string;
}
