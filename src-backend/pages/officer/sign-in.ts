import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import { sessionKey } from '../../accounts/sessions.ts';
import { markup, type Child } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { failureNotice, notice, page } from '../layout.ts';
import { sendPage } from '../page-reply.ts';
import { ownForm } from './form.ts';
import { tokenField } from './masthead.ts';
import { cookieOf, formToken, giveCookie, newCookieValue } from './session-cookie.ts';
import { officerRoute } from './visit.ts';

const doorPath = '/can-bo/dang-nhap';

/** Sign-in under the same limits as the API's, and sign-out. */
export function signInRoutes(app: FastifyInstance, services: Services): void {
  const open = { config: { allow: 'anyone' }, schema: { hide: true } } as const;
  app.get<{ Querystring: { 'het-phien'?: unknown; xong?: unknown } }>(doorPath, open, (request, reply) => {
    const { 'het-phien': ended, xong: left } = request.query;
    return sendDoor(services, request, reply, {
      ...(ended === undefined
        ? {}
        : {
            note: notice(
              'warn',
              'Cần đăng nhập lại',
              'Phiên làm việc đã kết thúc. Việc vừa bấm, nếu có, chưa được ghi nhận.',
            ),
          }),
      ...(left === undefined ? {} : { note: notice('good', 'Đã đăng xuất') }),
    });
  });
  app.post(doorPath, open, async (request, reply) => {
    const form = ownForm(request, services, 'door');
    const username = form.get('ten-dang-nhap') ?? '';
    try {
      const token = await signedIn(services, username, form.get('mat-khau') ?? '', request.ip);
      giveCookie(reply, 'session', token, { secure: isSecure(services, request) });
      return await reply.redirect('/can-bo', 303);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (statusOf(failure.code) >= 500) throw thrown;
      const note =
        failure.code === 'ROLE_FORBIDDEN'
          ? notice(
              'bad',
              'Trang này chỉ dành cho cán bộ KBNN',
              'Thành viên của đơn vị đăng nhập trong phần mềm DVCTT Desktop.',
            )
          : failureNotice(failure);
      return sendDoor(services, request, reply, { note, username, status: statusOf(failure.code) });
    }
  });
  officerRoute(app, services, {
    method: 'POST',
    url: '/can-bo/dang-xuat',
    beforePasswordChange: true,
    handler: async ({ token, reply }) => {
      await services.sessions.signOut(token);
      services.desk.live.endSession(sessionKey(token));
      giveCookie(reply, 'session', '', { secure: false });
      return reply.redirect(`${doorPath}?xong`, 303);
    },
  });
}

/** Where an officer without a session is led. */
export const signInPath = (ended: boolean): string => (ended ? `${doorPath}?het-phien` : doorPath);

async function signedIn(
  services: Services,
  username: string,
  password: string,
  address: string,
): Promise<string> {
  if (username.trim() === '' || password === '' || username.length > 100 || password.length > 200)
    throw new DvcttError('SIGN_IN_REFUSED');
  const { token, person } = await services.sessions.signIn(username, password, address);
  if (person.role === 'KBNN') return token;
  await services.sessions.signOut(token);
  throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
}

const isSecure = (services: Services, request: FastifyRequest) =>
  request.protocol === 'https' || services.publicUrl().startsWith('https:');

function sendDoor(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    note,
    username = '',
    status = 200,
  }: { readonly note?: Child; readonly username?: string; readonly status?: number },
): FastifyReply {
  const held = cookieOf(request, 'door') ?? newCookieValue();
  giveCookie(reply, 'door', held, { secure: isSecure(services, request) });
  const body = markup`<section class="sheet"><h1>Đăng nhập cán bộ KBNN</h1>${note}
<form method="post" action="${doorPath}">${tokenField(formToken(held))}
<div class="field"><label for="ten">Tên đăng nhập</label>
<input id="ten" name="ten-dang-nhap" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required value="${username}"></div>
<div class="field"><label for="mk">Mật khẩu</label>
<input id="mk" name="mat-khau" type="password" autocomplete="current-password" maxlength="200" required></div>
<button>Đăng nhập</button></form></section>`;
  return sendPage(reply, page({ title: 'Đăng nhập cán bộ KBNN', body, narrow: true }), {
    status,
    referrer: 'same-origin',
  });
}
