import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from '#shared/contract/http.ts';
import {
  approveRegistrationSchema,
  registrationReportSchema,
  rejectRegistrationSchema,
  serverRegistrationListSchema,
  serverRegistrationSchema,
} from '#shared/contract/registration/http.ts';
import { registrationCodeSchema } from '#shared/domain/registration/registration.ts';
import { personOf } from '../authorisation.ts';
import type { Services } from '../services.ts';
import { registrationQuery } from './registration-routes.ts';

const byCode = z.strictObject({ code: registrationCodeSchema });
const nothing = z.strictObject({});
const tags = ['officer'];
const config = { allow: ['KBNN'] } as const;
const officerOf = (request: FastifyRequest) => ({ person: personOf(request), origin: request.ip });

export const officerRegistrationRoutes: FastifyPluginCallbackZod<{ services: Services }> = (
  app,
  { services },
  done,
) => {
  const { registrations } = services;
  app.get(
    '/officer/registrations',
    {
      config,
      schema: {
        summary: 'Registration dossiers sent to the officer’s treasury office; those that wait oldest first',
        tags,
        querystring: registrationQuery,
        response: { 200: serverRegistrationListSchema, default: problemSchema },
      },
    },
    async (request) => ({ registrations: [...(await registrations.list(personOf(request), request.query))] }),
  );
  app.get(
    '/officer/registrations/:code/report',
    {
      config,
      schema: {
        summary: 'The server’s own validation of each signed document',
        tags,
        params: byCode,
        querystring: nothing,
        response: { 200: registrationReportSchema, default: problemSchema },
      },
    },
    (request) => registrations.report(officerOf(request), request.params.code),
  );
  app.post(
    '/officer/registrations/:code/approve',
    {
      config,
      schema: {
        summary: 'Approve: the registration stands, and new members get accounts',
        tags,
        params: byCode,
        querystring: nothing,
        body: approveRegistrationSchema,
        response: { 200: serverRegistrationSchema, default: problemSchema },
      },
    },
    (request) => registrations.approve(officerOf(request), request.params.code, request.body),
  );
  app.post(
    '/officer/registrations/:code/reject',
    {
      config,
      schema: {
        summary: 'Reject, with the reason',
        tags,
        params: byCode,
        querystring: nothing,
        body: rejectRegistrationSchema,
        response: { 200: serverRegistrationSchema, default: problemSchema },
      },
    },
    (request) => registrations.reject(officerOf(request), request.params.code, request.body),
  );
  done();
};
