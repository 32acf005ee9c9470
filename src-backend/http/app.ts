import swagger from '@fastify/swagger';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import type { DvcttError } from '#shared/contract/errors.ts';
import { apiPrefix } from '#shared/contract/http.ts';
import { withOrigin } from '../audit/request-origin.ts';
import { authorise } from './authorisation.ts';
import { docsPage, docsPolicy } from './docs-page.ts';
import { securityHeaders } from './headers.ts';
import { failureOf, statusOf } from './problem.ts';
import { pages } from '../pages/pages.ts';
import { blobRoutes } from './routes/blob-routes.ts';
import { documentRoutes } from './routes/document-routes.ts';
import { dossierRoutes } from './routes/dossier-routes.ts';
import { liveRoutes } from './routes/live-routes.ts';
import { officerRegistrationRoutes } from './routes/officer-registration-routes.ts';
import { officerRoutes } from './routes/officer-routes.ts';
import { healthRoutes, pkiRoutes } from './routes/public-routes.ts';
import { registrationRoutes } from './routes/registration-routes.ts';
import { remoteCaRoutes } from './routes/remote-ca-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { syncRoutes } from './routes/sync-routes.ts';
import type { Services } from './services.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** The HTTP face of the backend, not yet listening. */
export async function buildApp(
  services: Services,
  trustedProxies?: TrustedProxies,
): Promise<FastifyInstance> {
  const app = fastify({
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    bodyLimit: 1024 * 1024,
    // A caller's own request id could be used to forge lines in the log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // 100 MB over a slow line take minutes; a silent line does not last.
    requestTimeout: 600_000,
    keepAliveTimeout: 5_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 240 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('person', null);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ ...securityHeaders, 'x-request-id': request.id });
    if (!request.is404) await authorise(services.sessions, request);
  });
  // The last step before the route, for reading the body leaves the context. `ip` is the caller's, behind a trusted proxy too.
  app.addHook('preHandler', (request, _reply, done) => {
    withOrigin(request.ip, done);
  });
  app.addHook('onResponse', async (request, reply) => {
    services.log({
      level: 'info',
      event: 'request',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
    return Promise.resolve();
  });
  app.setErrorHandler((thrown: FastifyError, request, reply) =>
    sendProblem(services, thrown, request, reply),
  );
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      failure: { code: 'REQUEST_INVALID', details: { what: 'no such route' } },
      requestId: request.id,
    }),
  );
  await describe(app, services.version);
  for (const routes of [
    sessionRoutes,
    dossierRoutes,
    documentRoutes,
    officerRoutes,
    registrationRoutes,
    officerRegistrationRoutes,
    remoteCaRoutes,
    syncRoutes,
    blobRoutes,
    liveRoutes,
    healthRoutes,
  ]) {
    await app.register(routes, { services, prefix: apiPrefix });
  }
  await app.register(pkiRoutes, { services });
  await app.register(pages, { services });
  return app;
}

/** OpenAPI at /openapi.json, and a page for people at /docs. */
async function describe(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'DVCTT backend',
        version,
        description: 'Payment dossiers of budget units for the State Treasury.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          // `Link <secret>`: of a letter, or of the machine that declares.
          link: { type: 'apiKey', in: 'header', name: 'authorization' },
          // `Remote <secret>`: of a session at a provider of remote signatures, or of a request there.
          remote: { type: 'apiKey', in: 'header', name: 'authorization' },
        },
      },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
  });
  const page = { config: { allow: 'anyone' }, schema: { hide: true } } as const;
  app.get('/openapi.json', page, () => app.swagger());
  app.get('/docs', page, (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', docsPolicy)
      .send(docsPage(app.swagger())),
  );
}

function sendProblem(
  services: Services,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOf(thrown);
  const status = statusOf(failure.code);
  if (status >= 500) {
    const origin = failure.cause ?? thrown;
    services.log({
      level: 'error',
      event: 'failure',
      requestId: request.id,
      code: failure.code,
      stack: origin instanceof Error ? (origin.stack ?? origin.message) : String(origin),
    });
  }
  if (status < 500) {
    // Who tries what: a replayed session, a foreign cursor, a part of an upload that does not fit.
    services.log({
      level: 'warn',
      event: 'refused',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '',
      status,
      code: failure.code,
    });
  }
  const retryAfter = failure.details?.['retryAfter'];
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return reply.code(status).send({ failure: shown(failure, status), requestId: request.id });
}

/** What broke inside is the log's business; the caller gets the code and the request id. */
function shown(failure: DvcttError, status: number) {
  return status >= 500 ? { code: failure.code } : failure.toFailure();
}
