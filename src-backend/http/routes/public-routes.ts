import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { healthSchema, problemSchema } from '#shared/contract/http.ts';
import type { Services } from '../services.ts';

const nothing = z.strictObject({});

/** Health of the service, under the API's prefix. */
export const healthRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  app.get(
    '/health',
    {
      config: { allow: 'anyone' },
      schema: {
        summary: 'Whether the service runs, and its clock',
        tags: ['service'],
        security: [],
        querystring: nothing,
        response: { 200: healthSchema, default: problemSchema },
      },
    },
    async () => {
      // A server whose store does not answer is not well.
      await services.desk.store.selectFrom('treasuries').select('code').limit(1).execute();
      return { status: 'ok' as const, version: services.version, time: services.now().toISOString() };
    },
  );
  done();
};

/** Certificates and revocation list of the development CA, at the addresses that its certificates name. */
export const pkiRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const file = (mediaType: string, summary: string) => ({
    config: { allow: 'anyone' } as const,
    schema: {
      summary,
      tags: ['pki'],
      security: [],
      querystring: nothing,
      response: {
        200: {
          description: summary,
          content: { [mediaType]: { schema: z.unknown().meta({ type: 'string', format: 'binary' }) } },
        },
        default: problemSchema,
      },
    },
  });
  const pem = 'application/x-pem-file';
  app.get('/pki/root.pem', file(pem, 'Root certificate'), (_request, reply) =>
    reply.header('content-type', pem).send(services.ca.rootPem),
  );
  app.get('/pki/issuing.pem', file(pem, 'Issuing certificate'), (_request, reply) =>
    reply.header('content-type', pem).send(services.ca.issuingPem),
  );
  app.get('/pki/crl', file('application/pkix-crl', 'Revocation list (DER)'), async (_request, reply) =>
    reply
      .header('content-type', 'application/pkix-crl')
      .send(Buffer.from(await services.ca.revocationList())),
  );
  done();
};
