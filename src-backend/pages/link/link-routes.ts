import type { FastifyPluginCallback } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import { linkSecretSchema } from '#shared/contract/registration/http.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { sendPage } from '../page-reply.ts';
import { deadLinkPage, linkPage } from './link-page.ts';

const dead = ['LINK_UNKNOWN', 'LINK_REPLACED', 'LINK_EXPIRED', 'LINK_USED', 'TOO_MANY_ATTEMPTS'];

/** `/lien-ket/:secret`, where letters lead. Looking changes nothing: mail scanners follow links too. */
export const linkRoutes: FastifyPluginCallback<{ services: Services }> = (app, { services }, done) => {
  app.get<{ Params: { secret: string } }>(
    '/lien-ket/:secret',
    { config: { allow: 'anyone' }, schema: { hide: true } },
    async (request, reply) => {
      const { secret } = request.params;
      try {
        if (!linkSecretSchema.safeParse(secret).success) throw new DvcttError('LINK_UNKNOWN');
        const link = await services.registrations.link(secret, request.ip);
        return await sendPage(reply, linkPage(link, { publicUrl: services.publicUrl(), secret }));
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (!dead.includes(failure.code)) throw thrown;
        return await sendPage(reply, deadLinkPage(failure), { status: statusOf(failure.code) });
      }
    },
  );
  done();
};
