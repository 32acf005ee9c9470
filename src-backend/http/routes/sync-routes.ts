import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FastifyError, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { problemSchema } from '#shared/contract/http.ts';
import {
  draftVersionListSchema,
  largestPush,
  pullAnswerSchema,
  pullQuerySchema,
  pushAnswerSchema,
  pushRequestSchema,
  serverDraftVersionSchema,
} from '#shared/contract/sync/http.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { pull } from '../../sync/pull.ts';
import { push } from '../../sync/push.ts';
import { PushTurns } from '../../sync/push-turns.ts';
import { draftVersion, draftVersions } from '../../sync/history.ts';
import { personOf, unitRoles } from '../authorisation.ts';
import { readJson, sendJson } from '../gzip-json.ts';
import type { Services } from '../services.ts';

const nothing = z.strictObject({});
const tags = ['sync'];
/** A push whose answer is still not gone after this gives its person's turn back (ms). */
const longestSend = 30_000;
/** Described for readers of the contract; the answer is written as JSON already, which the serializer must not touch. */
const written = (schema: z.ZodType, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
  default: problemSchema,
});

export const syncRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { desk } = services;
  void app.register(pushRoute, { services });
  app.get(
    '/sync/pull',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'What has changed since the cursor',
        tags,
        querystring: pullQuerySchema,
        response: written(pullAnswerSchema, 'Changes in the server’s order'),
      },
    },
    async (request, reply) =>
      sendJson(request, reply, await pull(desk.store, personOf(request), request.query)),
  );
  app.get(
    '/sync/drafts/:code/versions',
    {
      config: { allow: ['KTV'] },
      schema: {
        summary: 'History of a draft, newest first',
        tags,
        params: z.strictObject({ code: dossierCodeSchema }),
        querystring: nothing,
        response: { 200: draftVersionListSchema, default: problemSchema },
      },
    },
    (request) => draftVersions(desk.store, personOf(request), request.params.code),
  );
  app.get(
    '/sync/drafts/:code/versions/:version',
    {
      config: { allow: ['KTV'] },
      schema: {
        summary: 'A draft as it once was',
        tags,
        params: z.strictObject({ code: dossierCodeSchema, version: z.coerce.number().int().positive() }),
        querystring: nothing,
        response: written(serverDraftVersionSchema, 'The version with its content'),
      },
    },
    async (request, reply) => {
      const { code, version } = request.params;
      return sendJson(request, reply, await draftVersion(desk.store, personOf(request), code, version));
    },
  );
  done();
};

/** In a scope of its own: its JSON may be packed, and what is too large has a name of its own. */
const pushRoute: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: largestPush },
    // Unpacked when its turn has come: a person's many pushes wait as they came over the line.
    (_request: FastifyRequest, body: Buffer, parsed) => parsed(null, body),
  );
  app.setErrorHandler((thrown: FastifyError) => {
    // The whole push is refused: whoever sent it sends it again in smaller parts.
    if (thrown.statusCode === 413) throw new DvcttError('MUTATION_TOO_LARGE', { limit: largestPush });
    throw thrown;
  });
  const turns = new PushTurns();
  app.addHook('preValidation', async (request, reply) => {
    const giveBack = await turns.take(personOf(request).username);
    // On a dead line a large answer is never gone; its person is back on another one.
    const lost = setTimeout(giveBack, longestSend);
    const done = () => {
      clearTimeout(lost);
      giveBack();
    };
    if (reply.raw.closed) done();
    else reply.raw.once('close', done);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    request.body = await readJson(request, body, largestPush);
  });
  app.post(
    '/sync/push',
    {
      bodyLimit: largestPush,
      config: { allow: ['KTV'] },
      schema: {
        summary: 'Apply changes to drafts, each for itself, in one durable step',
        tags,
        querystring: nothing,
        body: pushRequestSchema,
        response: written(pushAnswerSchema, 'One result for each mutation, in their order'),
      },
    },
    async (request, reply) => {
      const { answer, refused } = await push(services.desk, personOf(request), request.body);
      for (const { code } of refused) {
        services.log({ level: 'warn', event: 'mutation.refused', requestId: request.id, code });
      }
      return sendJson(request, reply, answer);
    },
  );
  done();
};
