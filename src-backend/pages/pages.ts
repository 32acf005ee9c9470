import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { markup } from '../html/html.ts';
import { failureOf, statusOf } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { failureNotice, page } from './layout.ts';
import { linkRoutes } from './link/link-routes.ts';
import { mailboxRoutes } from './mailbox/mailbox-routes.ts';
import { officerPages } from './officer/officer-pages.ts';
import { sendPage } from './page-reply.ts';
import { stylesheet, stylesheetPath } from './stylesheet.ts';

/** Everything of the server that people look at in a browser. */
export const pages: FastifyPluginCallback<{ services: Services }> = (app, { services }, done) => {
  app.get(stylesheetPath, { config: { allow: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(stylesheet),
  );
  app.setErrorHandler((thrown, request, reply) => answerFailure(services, thrown, request, reply));
  // Whoever mistypes an address of a page gets a page; a program that mistypes one of the API's gets its JSON.
  for (const at of ['/can-bo/*', '/lien-ket', '/lien-ket/*', '/hop-thu/*']) {
    app.get(at, { config: { allow: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
      sendPage(reply, notFoundPage, { status: 404 }),
    );
  }
  app.register(linkRoutes, { services });
  app.register(mailboxRoutes, { services });
  app.register(officerPages, { services });
  done();
};

const notFoundPage = page({
  title: 'Không có trang này',
  narrow: true,
  body: markup`<section class="sheet"><h1>Không có trang này</h1>
<p>Địa chỉ có thể bị gõ sai hoặc sao chép thiếu. Nếu bạn đến từ một lá thư, hãy mở lại liên kết trong thư, hoặc sao chép đủ cả dòng.</p>
<p><a href="/can-bo">Trang cán bộ KBNN</a></p></section>`,
});

function answerFailure(
  services: Services,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOf(thrown);
  const status = statusOf(failure.code);
  const origin = failure.cause ?? thrown;
  if (status >= 500)
    services.log({
      level: 'error',
      event: 'failure',
      requestId: request.id,
      code: failure.code,
      stack: origin instanceof Error ? (origin.stack ?? origin.message) : String(origin),
    });
  const body = markup`<h1>Không mở được trang</h1>${failureNotice(failure)}<p>Mã yêu cầu: ${request.id}</p>`;
  return sendPage(reply, page({ title: 'Không mở được trang', body, narrow: true }), { status });
}
