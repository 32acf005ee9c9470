import type { FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import type { Person } from '../accounts/person.ts';
import type { Sessions } from '../accounts/sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any route that names its roles runs. */
    person: Person | null;
  }
  interface FastifyContextConfig {
    /** Who may call the route; `anyone` needs no session. A route that names nobody is closed to everybody. */
    allow?: readonly Role[] | 'anyone';
    /** Open to a person who has yet to change their one-time password. */
    beforePasswordChange?: boolean;
  }
}

export const everyRole: readonly Role[] = ['KTV', 'KTT', 'UQ_KTT', 'CTK', 'UQ_CTK', 'KBNN'];
export const unitRoles: readonly Role[] = ['KTV', 'KTT', 'UQ_KTT', 'CTK', 'UQ_CTK'];

/** Runs before the body is read: a stranger's hundred megabytes are not taken in. */
export async function authorise(sessions: Sessions, request: FastifyRequest): Promise<void> {
  const { allow, beforePasswordChange } = request.routeOptions.config;
  if (allow === 'anyone') return;
  const person = await sessions.personOf(bearerToken(request));
  if (!allow?.includes(person.role)) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  if (beforePasswordChange !== true) refuseOneTimePassword(person);
  request.person = person;
}

/** @throws DvcttError PASSWORD_CHANGE_REQUIRED: a one-time password, which a letter told, opens nothing else */
export function refuseOneTimePassword(person: Person): void {
  if (person.must_change_password === 1) throw new DvcttError('PASSWORD_CHANGE_REQUIRED');
}

/** @throws DvcttError SESSION_REQUIRED */
export function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new DvcttError('SESSION_REQUIRED');
  return token;
}

/** The person behind an authorised request. */
export function personOf(request: FastifyRequest): Person {
  if (request.person === null) throw new DvcttError('SESSION_REQUIRED');
  return request.person;
}
