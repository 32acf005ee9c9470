import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { problemSchema } from '#shared/contract/http.ts';
import { presenceRequestSchema } from '#shared/contract/sync/http.ts';
import { sessionKey } from '../../accounts/sessions.ts';
import { bearerToken, personOf, unitRoles } from '../authorisation.ts';
import { securityHeaders } from '../headers.ts';
import type { Services } from '../services.ts';

const nothing = z.strictObject({});
const tags = ['sync'];

export const liveRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { live } = services.desk;
  app.get(
    '/sync/events',
    {
      exposeHeadRoute: false,
      config: { allow: unitRoles },
      schema: {
        summary: 'What changes and who is at work, as server-sent events',
        tags,
        querystring: nothing,
        produces: ['text/event-stream'],
        response: {
          200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
          default: problemSchema,
        },
      },
    },
    (request, reply) => {
      const { username, unit_code: unitCode, role } = personOf(request);
      if (unitCode === null) throw new DvcttError('ROLE_FORBIDDEN', { role });
      const session = sessionKey(bearerToken(request));
      // From here on the stream is the hub's; Fastify would wait for an end.
      reply.hijack();
      reply.raw.writeHead(200, {
        ...securityHeaders,
        'x-request-id': request.id,
        'content-type': 'text/event-stream; charset=utf-8',
        // Told to proxies that would otherwise gather the events up.
        'x-accel-buffering': 'no',
      });
      reply.raw.socket?.setNoDelay(true);
      live.listen({ username, unitCode, isAccountant: role === 'KTV', session }, reply.raw);
    },
  );
  app.put(
    '/sync/presence',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Say where one is at work, or that one has left',
        tags,
        querystring: nothing,
        body: presenceRequestSchema,
        response: { 204: z.null().describe('No content'), default: problemSchema },
      },
    },
    async (request, reply) => {
      const { username, name, unit_code: unitCode, role } = personOf(request);
      const { code, device, path } = request.body;
      if (unitCode === null) throw new DvcttError('ROLE_FORBIDDEN', { role });
      if (code !== null && !code.startsWith(unitCode)) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
      live.present(unitCode, { username, name, device, code, path });
      return reply.code(204).send(null);
    },
  );
  done();
};
