import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { markup } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { failureNotice, page } from '../layout.ts';
import { sendPage } from '../page-reply.ts';
import { readForms } from './form.ts';
import { passwordRoutes } from './password.ts';
import { paymentPages } from './payment.ts';
import { queueRoutes } from './queue.ts';
import { registrationPages } from './registration.ts';
import { askToSignIn, signInRoutes } from './sign-in.ts';
import { unitAccountPages } from './unit-accounts.ts';

/** `/can-bo`: the officer's console. HTML made here, no script; each form is one step. */
export const officerPages: FastifyPluginCallback<{ services: Services }> = (app, { services }, done) => {
  readForms(app);
  app.setErrorHandler((thrown, request, reply) => answerFailure(services, thrown, request, reply));
  const parts: readonly ((app: FastifyInstance, services: Services) => void)[] = [
    signInRoutes,
    passwordRoutes,
    queueRoutes,
    registrationPages,
    paymentPages,
    unitAccountPages,
  ];
  for (const part of parts) part(app, services);
  done();
};

function answerFailure(
  services: Services,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOf(thrown);
  const status = statusOf(failure.code);
  if (failure.code === 'SESSION_REQUIRED') return askToSignIn(services, request, reply);
  if (failure.code === 'PASSWORD_CHANGE_REQUIRED') return reply.redirect('/can-bo/mat-khau', 303);
  const origin = failure.cause ?? thrown;
  services.log({
    level: status >= 500 ? 'error' : 'warn',
    event: status >= 500 ? 'failure' : 'refused',
    requestId: request.id,
    code: failure.code,
    ...(status >= 500
      ? { stack: origin instanceof Error ? (origin.stack ?? origin.message) : String(origin) }
      : {}),
  });
  const body = markup`<h1>Không thực hiện được</h1>${failureNotice(failure)}<p>Mã yêu cầu: ${request.id}</p><p><a href="/can-bo">Về danh sách hồ sơ</a></p>`;
  return sendPage(reply, page({ title: 'Không thực hiện được', body, narrow: true }), {
    status,
    referrer: 'same-origin',
  });
}
