import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { problemSchema } from '#shared/contract/http.ts';
import {
  confirmRegistrationSchema,
  declineRegistrationSchema,
  linkSchema,
  resendLinkSchema,
  saveRegistrationSchema,
  serverRegistrationListSchema,
  serverRegistrationSchema,
  signRegistrationSchema,
  standingRegistrationSchema,
} from '#shared/contract/registration/http.ts';
import { isRealDate } from '#shared/domain/calendar/vietnam-date.ts';
import {
  registrationCodeSchema,
  registrationDocumentIds,
  registrationStatusSchema,
} from '#shared/domain/registration/registration.ts';
import type { Asker } from '../../registrations/registrations.ts';
import { askerOf, linkSecret } from '../asker.ts';
import { personOf, unitRoles } from '../authorisation.ts';
import type { Services } from '../services.ts';

const byCode = z.strictObject({ code: registrationCodeSchema });
const nothing = z.strictObject({});
const tags = ['registrations'];
/** Who has no account comes with a secret: the route looks for itself. */
const anyone = { allow: 'anyone' } as const;
const security = [{ bearer: [] }, { link: [] }];
const dossierAnswer = { 200: serverRegistrationSchema, default: problemSchema };
/** A hundred members with their certificates and permitted accounts. */
const largestContent = 4 * 1024 * 1024;
/** Three signed documents as base64. */
const largestSigned = 26 * 1024 * 1024;

const day = z.string().refine(isRealDate, 'no such day');
export const registrationQuery = z.strictObject({
  query: z.string().max(200).optional(),
  status: registrationStatusSchema.optional(),
  from: day.optional(),
  to: day.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
});

export const registrationRoutes: FastifyPluginCallbackZod<{ services: Services }> = (
  app,
  { services },
  done,
) => {
  const { registrations, sessions } = services;
  const asker = (request: FastifyRequest) => askerOf(sessions, request);
  /** Before the body is read: a stranger's megabytes are not taken in. */
  const onRequest = async (request: FastifyRequest) => {
    await asker(request);
  };

  app.get(
    '/registrations',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Registration dossiers of the unit, newest change first',
        tags,
        querystring: registrationQuery,
        response: { 200: serverRegistrationListSchema, default: problemSchema },
      },
    },
    async (request) => ({ registrations: [...(await registrations.list(personOf(request), request.query))] }),
  );
  app.get(
    '/registrations/link',
    {
      config: anyone,
      schema: {
        summary: 'What a link from a letter is for',
        tags,
        security: [{ link: [] }],
        querystring: nothing,
        response: { 200: linkSchema, default: problemSchema },
      },
    },
    (request) => {
      const secret = linkSecret(request);
      if (secret === undefined) throw new DvcttError('LINK_UNKNOWN');
      return registrations.link(secret, request.ip);
    },
  );
  app.get(
    '/registrations/standing',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'What the unit has registered, as approved last',
        tags,
        querystring: nothing,
        response: { 200: standingRegistrationSchema, default: problemSchema },
      },
    },
    (request) => registrations.standing(personOf(request)),
  );
  app.get(
    '/registrations/:code',
    {
      config: anyone,
      onRequest,
      schema: {
        summary: 'One registration dossier',
        tags,
        security,
        params: byCode,
        querystring: nothing,
        response: dossierAnswer,
      },
    },
    async (request) => registrations.open(await asker(request), request.params.code),
  );
  app.put(
    '/registrations/:code',
    {
      config: anyone,
      bodyLimit: largestContent,
      schema: {
        summary: 'Save a registration or change dossier; its members are asked to confirm',
        tags,
        // The first save needs neither: it brings the secret that opens the dossier from then on.
        security: [],
        params: byCode,
        querystring: nothing,
        body: saveRegistrationSchema,
        response: dossierAnswer,
      },
    },
    async (request) => {
      const { body, params } = request;
      return registrations.save(await declarant(request, body.secret), params.code, body);
    },
  );
  app.post(
    '/registrations/:code/confirm',
    {
      config: anyone,
      onRequest,
      schema: step('Confirm one’s own data and certificate', confirmRegistrationSchema),
    },
    async (request) => registrations.confirm(await asker(request), request.params.code, request.body),
  );
  app.post(
    '/registrations/:code/decline',
    {
      config: anyone,
      onRequest,
      schema: step('Say that one’s own data are wrong', declineRegistrationSchema),
    },
    async (request) => registrations.decline(await asker(request), request.params.code, request.body),
  );
  app.post(
    '/registrations/:code/resend',
    { config: anyone, onRequest, schema: step('Send a member a new link', resendLinkSchema) },
    async (request) => registrations.resend(await asker(request), request.params.code, request.body),
  );
  app.post(
    '/registrations/:code/sign',
    {
      config: anyone,
      bodyLimit: largestSigned,
      // Three documents are many megabytes: taken only from who may see the dossier.
      onRequest: async (request) => {
        const who = await asker(request);
        const { data } = byCode.safeParse(request.params);
        if (data !== undefined) await registrations.open(who, data.code);
      },
      schema: step('Sign every document and send the dossier to the Treasury', signRegistrationSchema),
    },
    async (request) => registrations.sign(await asker(request), request.params.code, request.body),
  );
  app.get(
    '/registrations/:code/documents/:id',
    {
      config: anyone,
      onRequest,
      schema: {
        summary: 'The bytes of a document',
        tags,
        security,
        produces: ['application/octet-stream'],
        params: byCode.extend({ id: z.enum(registrationDocumentIds) }),
        querystring: z.strictObject({ revision: z.enum(['original', 'newest']).default('newest') }),
        response: {
          200: {
            description: 'The bytes of the file',
            content: {
              'application/octet-stream': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) },
            },
          },
          default: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { code, id } = request.params;
      const found = await registrations.document(await asker(request), code, id, request.query.revision);
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', 'attachment')
        .send(found.bytes);
    },
  );
  done();

  /** The first Lưu comes without a session: the secret that it brings opens the dossier from then on. */
  async function declarant(request: FastifyRequest, secret: string | undefined): Promise<Asker> {
    if (request.headers.authorization === undefined && secret !== undefined)
      return { kind: 'secret', secret, origin: request.ip };
    return asker(request);
  }
};

function step<Body extends z.ZodType>(summary: string, body: Body) {
  return { summary, tags, security, params: byCode, querystring: nothing, body, response: dossierAnswer };
}
