import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
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
/** Of a hundred members with their certificates, before and after, and of one declaration of them (bytes). */
const largestAnswer = 8 * 1024 * 1024;

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

  async open(code: string, secret: string | undefined): Promise<ServerRegistration> {
    const path = `/registrations/${code}`;
    return this.#of(
      code,
      await this.#line.json('GET', path, serverRegistrationSchema, undefined, as(secret)),
    );
  }

  async link(secret: string): Promise<RegistrationLink> {
    const link = await this.#line.json('GET', '/registrations/link', linkSchema, undefined, as(secret));
    this.#of(link.code, link.registration);
    return link;
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
  async save(
    code: string,
    secret: string | undefined,
    body: z.input<typeof saveRegistrationSchema>,
  ): Promise<ServerRegistration> {
    const manner = as(secret, uploadDeadlineMs);
    return this.#of(
      code,
      await this.#line.json('PUT', `/registrations/${code}`, serverRegistrationSchema, body, manner),
    );
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

  async #post(
    code: string,
    step: string,
    secret: string | undefined,
    body: unknown,
  ): Promise<ServerRegistration> {
    const path = `/registrations/${code}/${step}`;
    const manner = as(secret, uploadDeadlineMs);
    return this.#of(code, await this.#line.json('POST', path, serverRegistrationSchema, body, manner));
  }

  /** The answer about the dossier that was asked for. @throws BACKEND_ERROR when it is about another */
  #of(code: string, answer: ServerRegistration): ServerRegistration {
    if (answer.code === code) return answer;
    throw new DvcttError('BACKEND_ERROR', { url: this.#line.url, what: 'another dossier' });
  }
}

function as(secret: string | undefined, deadline = deadlineMs): Manner {
  return {
    deadlineMs: deadline,
    largestAnswer,
    ...(secret === undefined ? {} : { headers: { authorization: `Link ${secret}` } }),
  };
}
