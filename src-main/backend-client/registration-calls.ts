import type { z } from 'zod';
import {
  linkSchema,
  serverRegistrationListSchema,
  serverRegistrationSchema,
  standingRegistrationSchema,
  type changePasswordSchema,
  type confirmRegistrationSchema,
  type declineRegistrationSchema,
  type RegistrationLink,
  type resendLinkSchema,
  type saveRegistrationSchema,
  type ServerRegistration,
  type ServerRegistrationSummary,
  type signRegistrationSchema,
  type StandingRegistration,
} from '#shared/contract/registration/http.ts';
import type { RegistrationDocumentId } from '#shared/domain/registration/registration.ts';
import type { HttpLine, Manner } from './http-line.ts';

/** A window waits for these: longer than this is no answer (ms). */
const deadlineMs = 10_000;
/** Documents travel in the body. */
const uploadDeadlineMs = 60_000;

/** Calls about registration dossiers; with a secret in the place of the session for who has none. */
export class RegistrationCalls {
  readonly #line: HttpLine;

  constructor(line: HttpLine) {
    this.#line = line;
  }

  async list(query: Readonly<Record<string, string>>): Promise<readonly ServerRegistrationSummary[]> {
    const path = `/registrations?${new URLSearchParams(query).toString()}`;
    return (await this.#line.json('GET', path, serverRegistrationListSchema, undefined, { deadlineMs }))
      .registrations;
  }

  open(code: string, secret: string | undefined): Promise<ServerRegistration> {
    return this.#line.json('GET', `/registrations/${code}`, serverRegistrationSchema, undefined, as(secret));
  }

  link(secret: string): Promise<RegistrationLink> {
    return this.#line.json('GET', '/registrations/link', linkSchema, undefined, as(secret));
  }

  standing(): Promise<StandingRegistration> {
    return this.#line.json('GET', '/registrations/standing', standingRegistrationSchema, undefined, {
      deadlineMs,
    });
  }

  document(
    code: string,
    secret: string | undefined,
    id: RegistrationDocumentId,
    revision: 'original' | 'newest',
  ): Promise<Uint8Array> {
    return this.#line.download(
      `/registrations/${code}/documents/${id}?revision=${revision}`,
      as(secret, uploadDeadlineMs),
    );
  }

  /** `secret` is in the body too: it opens the dossier from then on. */
  save(
    code: string,
    secret: string | undefined,
    body: z.input<typeof saveRegistrationSchema>,
  ): Promise<ServerRegistration> {
    return this.#line.json('PUT', `/registrations/${code}`, serverRegistrationSchema, body, {
      ...as(secret, uploadDeadlineMs),
    });
  }

  confirm(
    code: string,
    secret: string | undefined,
    body: z.input<typeof confirmRegistrationSchema>,
  ): Promise<ServerRegistration> {
    return this.#post(code, 'confirm', secret, body);
  }

  decline(
    code: string,
    secret: string | undefined,
    body: z.input<typeof declineRegistrationSchema>,
  ): Promise<ServerRegistration> {
    return this.#post(code, 'decline', secret, body);
  }

  resend(
    code: string,
    secret: string | undefined,
    body: z.input<typeof resendLinkSchema>,
  ): Promise<ServerRegistration> {
    return this.#post(code, 'resend', secret, body);
  }

  sign(
    code: string,
    secret: string | undefined,
    body: z.input<typeof signRegistrationSchema>,
  ): Promise<ServerRegistration> {
    return this.#post(code, 'sign', secret, body);
  }

  changePassword(body: z.input<typeof changePasswordSchema>): Promise<void> {
    return this.#line.nothing('PUT', '/me/password', body, { deadlineMs });
  }

  #post(code: string, step: string, secret: string | undefined, body: unknown): Promise<ServerRegistration> {
    return this.#line.json('POST', `/registrations/${code}/${step}`, serverRegistrationSchema, body, {
      ...as(secret, uploadDeadlineMs),
    });
  }
}

function as(secret: string | undefined, deadline = deadlineMs): Manner {
  return {
    deadlineMs: deadline,
    ...(secret === undefined ? {} : { headers: { authorization: `Link ${secret}` } }),
  };
}
