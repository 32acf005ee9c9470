import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Services } from '../../http/services.ts';
import { cookieOf, isFormToken } from './session-cookie.ts';

/** The fields of a form that was sent, as text in NFC with `\n` line ends. */
export type Form = ReadonlyMap<string, string>;

const largestForm = 64 * 1024;

export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: largestForm },
    (_request, body, parsed) => {
      const fields = new URLSearchParams(String(body));
      parsed(
        null,
        new Map([...fields].map(([name, value]) => [name, value.replaceAll('\r\n', '\n').normalize('NFC')])),
      );
    },
  );
}

/**
 * The form of a request that came from one of our own pages in the same browser.
 * @throws DvcttError REQUEST_INVALID for one from elsewhere, SESSION_REQUIRED without the cookie
 */
export function ownForm(request: FastifyRequest, services: Services, cookie: 'session' | 'door'): Form {
  const { origin } = request.headers;
  const own = [services.publicUrl(), `${request.protocol}://${request.host}`];
  if (origin === undefined || !own.includes(origin))
    throw new DvcttError('REQUEST_INVALID', { what: 'origin' });
  const held = cookieOf(request, cookie);
  if (held === undefined) throw new DvcttError('SESSION_REQUIRED');
  const form = request.body instanceof Map ? (request.body as Form) : new Map<string, string>();
  if (!isFormToken(form.get('ma-trang') ?? '', held))
    throw new DvcttError('REQUEST_INVALID', { what: 'form token' });
  return form;
}
