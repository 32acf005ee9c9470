import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptRequestSchema,
  problemSchema,
  rejectRequestSchema,
  serverDossierListSchema,
  serverDossierSchema,
  supplementRequestSchema,
} from '#shared/contract/http.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { revokeAccess } from '../../accounts/revocation.ts';
import { acceptDossier, askForSupplement, rejectDossier } from '../../dossiers/steps.ts';
import { listDossiers } from '../../dossiers/view.ts';
import { personOf } from '../authorisation.ts';
import type { Services } from '../services.ts';

const byCode = z.strictObject({ code: dossierCodeSchema });
const nothing = z.strictObject({});
const tags = ['officer'];
const officer = { allow: ['KBNN'] } as const;

export const officerRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { desk } = services;
  app.get(
    '/officer/dossiers',
    {
      config: officer,
      schema: {
        summary: 'Dossiers sent to the officer’s treasury office',
        tags,
        querystring: nothing,
        response: { 200: serverDossierListSchema, default: problemSchema },
      },
    },
    async (request) => ({ dossiers: [...(await listDossiers(desk.store, personOf(request)))] }),
  );
  app.post(
    '/officer/people/:username/revoke',
    {
      config: officer,
      schema: {
        summary: 'Take a member’s access back and have their machines erase its data',
        tags,
        params: z.strictObject({ username: z.string().min(1).max(100) }),
        querystring: nothing,
        response: { 204: z.null().describe('No content'), default: problemSchema },
      },
    },
    async (request, reply) => {
      await revokeAccess(desk, personOf(request), request.params.username);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/officer/dossiers/:code/accept',
    {
      config: officer,
      schema: {
        summary: 'Take a dossier in',
        tags,
        params: byCode,
        querystring: nothing,
        body: acceptRequestSchema,
        response: { 200: serverDossierSchema, default: problemSchema },
      },
    },
    (request) => acceptDossier(desk, personOf(request), request.params.code, request.body),
  );
  app.post(
    '/officer/dossiers/:code/reject',
    {
      config: officer,
      schema: {
        summary: 'Refuse a dossier, with the reason',
        tags,
        params: byCode,
        querystring: nothing,
        body: rejectRequestSchema,
        response: { 200: serverDossierSchema, default: problemSchema },
      },
    },
    (request) => rejectDossier(desk, personOf(request), request.params.code, request.body),
  );
  app.post(
    '/officer/dossiers/:code/supplement',
    {
      config: officer,
      schema: {
        summary: 'Ask the unit for a supplement, once for a dossier, with the reason',
        tags,
        params: byCode,
        querystring: nothing,
        body: supplementRequestSchema,
        response: { 200: serverDossierSchema, default: problemSchema },
      },
    },
    (request) => askForSupplement(desk, personOf(request), request.params.code, request.body),
  );
  done();
};
