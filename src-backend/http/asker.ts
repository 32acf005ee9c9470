import type { FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { Asker } from '../registrations/registrations.ts';
import { bearerToken, refuseOneTimePassword } from './authorisation.ts';

/**
 * Who asks: `authorization: Link <secret>` from an author's machine or a letter, else the person of the session. Such a
 * route names `allow: 'anyone'` and calls this before it does anything.
 * @throws DvcttError SESSION_REQUIRED, ACCESS_REVOKED, PASSWORD_CHANGE_REQUIRED
 */
export async function askerOf(sessions: Sessions, request: FastifyRequest): Promise<Asker> {
  const secret = linkSecret(request);
  if (secret !== undefined) return { kind: 'secret', secret, origin: request.ip };
  const person = await sessions.personOf(bearerToken(request));
  refuseOneTimePassword(person);
  return { kind: 'person', person, origin: request.ip };
}

/** @throws DvcttError LINK_UNKNOWN for one that is cut short */
export function linkSecret(request: FastifyRequest): string | undefined {
  const given = /^Link (.*)$/.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined) return undefined;
  if (!/^[\w-]{43}$/.test(given)) throw new DvcttError('LINK_UNKNOWN');
  return given;
}
