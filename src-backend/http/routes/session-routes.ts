import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changePasswordSchema } from '#shared/contract/registration/http.ts';
import { problemSchema, sessionSchema, signInRequestSchema, unitSchema } from '#shared/contract/http.ts';
import { userSchema } from '#shared/contract/user.ts';
import { userOf } from '../../accounts/person.ts';
import { sessionKey } from '../../accounts/sessions.ts';
import { readUnit } from '../../units/unit.ts';
import { bearerToken, everyRole, personOf, unitRoles } from '../authorisation.ts';
import type { Services } from '../services.ts';

const nothing = z.strictObject({});

export const sessionRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  app.post(
    '/sessions',
    {
      config: { allow: 'anyone' },
      schema: {
        summary: 'Sign in',
        tags: ['session'],
        security: [],
        querystring: nothing,
        body: signInRequestSchema,
        response: { 201: sessionSchema, default: problemSchema },
      },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const opened = await services.sessions.signIn(username, password, request.ip);
      return reply.code(201).send({
        token: opened.token,
        expiresAt: opened.expiresAt,
        user: userOf(opened.person),
        wipeMark: opened.wipeMark,
      });
    },
  );
  app.delete(
    '/sessions/current',
    {
      config: { allow: everyRole, beforePasswordChange: true },
      schema: {
        summary: 'Sign out',
        tags: ['session'],
        querystring: nothing,
        response: { 204: z.null().describe('No content'), default: problemSchema },
      },
    },
    async (request, reply) => {
      const token = bearerToken(request);
      await services.sessions.signOut(token);
      services.desk.live.endSession(sessionKey(token));
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/me',
    {
      config: { allow: everyRole, beforePasswordChange: true },
      schema: {
        summary: 'The person signed in',
        tags: ['session'],
        querystring: nothing,
        response: { 200: userSchema, default: problemSchema },
      },
    },
    (request) => userOf(personOf(request)),
  );
  app.put(
    '/me/password',
    {
      config: { allow: everyRole, beforePasswordChange: true },
      schema: {
        summary: 'Change one’s password; every other session of the person ends',
        tags: ['session'],
        querystring: nothing,
        body: changePasswordSchema,
        response: { 204: z.null().describe('No content'), default: problemSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      await services.registrations.changePassword(person, bearerToken(request), request.body, request.ip);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/unit',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'The unit of the person signed in',
        tags: ['unit'],
        querystring: nothing,
        response: { 200: unitSchema, default: problemSchema },
      },
    },
    (request) => readUnit(services.desk.store, personOf(request).unit_code),
  );
  done();
};
