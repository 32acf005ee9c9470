import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { refuseOneTimePassword } from '../../http/authorisation.ts';
import type { Services } from '../../http/services.ts';
import type { Officer } from '../../registrations/registrations.ts';
import { page, type PageParts } from '../layout.ts';
import { sendPage } from '../page-reply.ts';
import { ownForm, type Form } from './form.ts';
import { masthead, type Room } from './masthead.ts';
import { cookieOf, formToken } from './session-cookie.ts';

/** One request of an officer who is signed in. */
export interface Visit {
  readonly services: Services;
  readonly officer: Officer;
  /** Of the session. */
  readonly token: string;
  /** For the forms of the page. */
  readonly formToken: string;
  readonly reply: FastifyReply;
  /** Empty with GET. */
  readonly form: Form;
  readonly param: (name: string) => string;
  readonly query: (name: string) => string;
  /** @throws DvcttError REGISTRATION_NOT_FOUND for what is no code */
  readonly code: () => DossierCode;
  readonly send: (
    parts: Omit<PageParts, 'masthead'>,
    options?: { readonly status?: number; readonly room?: Room },
  ) => FastifyReply;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Open to an officer who has yet to change their one-time password. */
  readonly beforePasswordChange?: boolean;
  readonly handler: (visit: Visit) => FastifyReply | Promise<FastifyReply>;
}

/** Adds a page or a form's target that only an officer of the Treasury reaches. */
export function officerRoute(app: FastifyInstance, services: Services, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
    config: { allow: 'anyone' },
    schema: { hide: true },
    handler: async (request, reply) => route.handler(await visitOf(services, route, request, reply)),
  });
}

/** @throws DvcttError SESSION_REQUIRED, ROLE_FORBIDDEN, PASSWORD_CHANGE_REQUIRED, REQUEST_INVALID */
async function visitOf(
  services: Services,
  { method, beforePasswordChange }: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit> {
  const form: Form = method === 'POST' ? ownForm(request, services, 'session') : new Map<string, string>();
  const token = cookieOf(request, 'session');
  if (token === undefined) throw new DvcttError('SESSION_REQUIRED');
  const person = await services.sessions.personOf(token);
  if (person.role !== 'KBNN') throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  if (beforePasswordChange !== true) refuseOneTimePassword(person);
  const params = textsOf(request.params);
  const query = textsOf(request.query);
  return {
    services,
    officer: { person, origin: request.ip },
    token,
    formToken: formToken(token),
    reply,
    form,
    param: (name) => params.get(name) ?? '',
    query: (name) => query.get(name) ?? '',
    code: () => {
      const code = dossierCodeSchema.safeParse(params.get('code'));
      if (!code.success) throw new DvcttError('REGISTRATION_NOT_FOUND');
      return code.data;
    },
    send: (parts, { status, room } = {}) =>
      sendPage(reply, page({ ...parts, masthead: masthead(person, formToken(token), room) }), {
        referrer: 'same-origin',
        ...(status === undefined ? {} : { status }),
      }),
  };
}

function textsOf(given: unknown): ReadonlyMap<string, string> {
  const entries: readonly [string, unknown][] =
    typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return new Map(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.normalize('NFC')] as const] : [],
    ),
  );
}
