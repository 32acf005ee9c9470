import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  dossierReportSchema,
  forwardedVersionSchema,
  forwardRequestSchema,
  problemSchema,
  returnRequestSchema,
  serverDossierListSchema,
  serverDossierSchema,
  signaturesRequestSchema,
  signedVersionListSchema,
  submitRequestSchema,
} from '#shared/contract/http.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { requireDossier } from '../../dossiers/find.ts';
import { forwardDossier } from '../../dossiers/forward.ts';
import { reportOnDossier } from '../../dossiers/signature-report.ts';
import { commitSignatures } from '../../dossiers/sign.ts';
import { signedVersions } from '../../dossiers/signed-versions.ts';
import { returnDossier, submitDossier } from '../../dossiers/steps.ts';
import { readVersion } from '../../dossiers/versions.ts';
import { listDossiers, viewDossier } from '../../dossiers/view.ts';
import { everyRole, personOf, unitRoles } from '../authorisation.ts';
import type { Services } from '../services.ts';

const byCode = z.strictObject({ code: dossierCodeSchema });
const nothing = z.strictObject({});
const tags = ['dossiers'];
const dossierAnswer = { 200: serverDossierSchema, default: problemSchema };
/** Large enough for a thousand vouchers; lines beyond that belong in an attachment. */
const largestContent = 16 * 1024 * 1024;

export const dossierRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { desk } = services;
  app.get(
    '/dossiers',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Dossiers of the unit, newest change first',
        tags,
        querystring: nothing,
        response: { 200: serverDossierListSchema, default: problemSchema },
      },
    },
    async (request) => ({ dossiers: [...(await listDossiers(desk.store, personOf(request)))] }),
  );
  app.get(
    '/dossiers/:code',
    {
      config: { allow: everyRole },
      schema: { summary: 'One dossier', tags, params: byCode, querystring: nothing, response: dossierAnswer },
    },
    async (request) =>
      viewDossier(desk.store, await requireDossier(desk.store, personOf(request), request.params.code)),
  );
  app.get(
    '/dossiers/:code/versions',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Earlier versions that were signed, newest first; their signatures are void',
        tags,
        params: byCode,
        querystring: nothing,
        response: { 200: signedVersionListSchema, default: problemSchema },
      },
    },
    async (request) => ({
      versions: await signedVersions(desk.store, personOf(request), request.params.code),
    }),
  );
  app.get(
    '/dossiers/:code/versions/:version',
    {
      config: { allow: everyRole },
      schema: {
        summary: 'A version that was forwarded, with its documents',
        tags,
        params: byCode.extend({ version: z.coerce.number().int().positive().max(1_000_000) }),
        querystring: nothing,
        response: { 200: forwardedVersionSchema, default: problemSchema },
      },
    },
    async (request) => {
      const { code, version } = request.params;
      return readVersion(desk.store, personOf(request), code, version);
    },
  );
  app.get(
    '/dossiers/:code/report',
    {
      config: { allow: everyRole },
      schema: {
        summary: 'The server’s own validation of each document’s newest revision',
        tags,
        params: byCode,
        querystring: nothing,
        response: { 200: dossierReportSchema, default: problemSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      return reportOnDossier(desk, person, await requireDossier(desk.store, person, request.params.code));
    },
  );
  app.post(
    '/dossiers/:code/forward',
    {
      bodyLimit: largestContent,
      config: { allow: ['KTV'] },
      schema: {
        summary: 'Hand a dossier to the chief accountant',
        tags,
        params: byCode,
        querystring: nothing,
        body: forwardRequestSchema,
        response: dossierAnswer,
      },
    },
    (request) => forwardDossier(desk, personOf(request), request.params.code, request.body),
  );
  app.post(
    '/dossiers/:code/signatures',
    {
      bodyLimit: largestContent,
      config: { allow: unitRoles },
      schema: {
        summary: 'Commit the signed revisions of some or all documents at once',
        tags,
        params: byCode,
        querystring: nothing,
        body: signaturesRequestSchema,
        response: dossierAnswer,
      },
    },
    (request) => commitSignatures(desk, personOf(request), request.params.code, request.body),
  );
  app.post(
    '/dossiers/:code/submit',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Send a fully signed dossier to the Treasury',
        tags,
        params: byCode,
        querystring: nothing,
        body: submitRequestSchema,
        response: dossierAnswer,
      },
    },
    (request) => submitDossier(desk, personOf(request), request.params.code, request.body),
  );
  app.post(
    '/dossiers/:code/return',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Send a dossier back to its author',
        tags,
        params: byCode,
        querystring: nothing,
        body: returnRequestSchema,
        response: dossierAnswer,
      },
    },
    (request) => returnDossier(desk, personOf(request), request.params.code, request.body),
  );
  done();
};
