import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { problemSchema } from '#shared/contract/http.ts';
import {
  openRemoteSessionSchema,
  remoteProviderListSchema,
  remoteSessionSchema,
  remoteTransactionSchema,
  secondFactorRequestSchema,
  startRemoteTransactionSchema,
} from '#shared/contract/remote-ca/http.ts';
import type { Services } from '../services.ts';

const nothing = z.strictObject({});
const tags = ['remote-ca'];
/** Whoever registers has no account: what was opened is reached by its secret. */
const config = { allow: 'anyone' } as const;
const security = [{ remote: [] }];
const waitQuery = z.strictObject({ wait: z.coerce.number().int().min(0).max(20).default(0) });
const sessionAnswer = { 201: remoteSessionSchema, default: problemSchema };
const transactionAnswer = { 200: remoteTransactionSchema, default: problemSchema };

/** Remote signatures, see `src-shared/contract/remote-ca/http.ts`. */
export const remoteCaRoutes: FastifyPluginCallbackZod<{ services: Services }> = (
  app,
  { services: { remoteCa } },
  done,
) => {
  app.get(
    '/remote-ca/providers',
    {
      config,
      schema: {
        summary: 'Providers of remote signatures that this server speaks to',
        tags,
        security: [],
        querystring: nothing,
        response: { 200: remoteProviderListSchema, default: problemSchema },
      },
    },
    () => ({ providers: [...remoteCa.providers()] }),
  );
  app.post(
    '/remote-ca/sessions',
    {
      config,
      schema: {
        summary: 'Sign in at a provider and list the certificates there',
        tags,
        security: [],
        querystring: nothing,
        body: openRemoteSessionSchema,
        response: sessionAnswer,
      },
    },
    async (request, reply) => reply.code(201).send(await remoteCa.sessions.open(request.body, request.ip)),
  );
  app.post(
    '/remote-ca/sessions/current/second-factor',
    {
      config,
      schema: {
        summary: 'Give the one-time code that the provider asks for',
        tags,
        security,
        querystring: nothing,
        body: secondFactorRequestSchema,
        response: sessionAnswer,
      },
    },
    async (request, reply) => {
      const session = requireSecret(request, 'REMOTE_SESSION_EXPIRED');
      return reply
        .code(201)
        .send(await remoteCa.sessions.secondFactor(session, request.body.code, request.ip));
    },
  );
  app.delete(
    '/remote-ca/sessions/current',
    {
      config,
      schema: {
        summary: 'Close the session',
        tags,
        security,
        querystring: nothing,
        response: { 204: z.null(), default: problemSchema },
      },
    },
    async (request, reply) => {
      remoteCa.sessions.close(requireSecret(request, 'REMOTE_SESSION_EXPIRED'));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/remote-ca/transactions',
    {
      config,
      schema: {
        summary: 'Ask for signatures on the phone',
        tags,
        security,
        querystring: nothing,
        body: startRemoteTransactionSchema,
        response: { 201: remoteTransactionSchema, default: problemSchema },
      },
    },
    async (request, reply) => {
      const session = requireSecret(request, 'REMOTE_SESSION_EXPIRED');
      return reply.code(201).send(await remoteCa.transactions.start(session, request.body, request.ip));
    },
  );
  app.get(
    '/remote-ca/transactions/current',
    {
      config,
      schema: {
        summary: 'What has become of a request on the phone; waits for a change',
        tags,
        security,
        querystring: waitQuery,
        response: transactionAnswer,
      },
    },
    async (request, reply) => {
      const secret = requireSecret(request, 'REMOTE_TRANSACTION_UNKNOWN');
      return remoteCa.transactions.current(secret, request.query.wait, request.ip, leaving(reply));
    },
  );
  app.delete(
    '/remote-ca/transactions/current',
    {
      config,
      schema: {
        summary: 'Cancel a request on the phone; what is signed after that is not given out',
        tags,
        security,
        querystring: nothing,
        response: transactionAnswer,
      },
    },
    async (request) =>
      remoteCa.transactions.cancel(requireSecret(request, 'REMOTE_TRANSACTION_UNKNOWN'), request.ip),
  );
  done();
};

/** @throws DvcttError the given one, for no secret and for one that is cut short */
function requireSecret(
  request: FastifyRequest,
  missing: 'REMOTE_SESSION_EXPIRED' | 'REMOTE_TRANSACTION_UNKNOWN',
): string {
  const secret = /^Remote ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  if (secret === undefined) throw new DvcttError(missing);
  return secret;
}

/** Aborted when the caller has gone: nobody is asked after for an empty line. */
function leaving(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
