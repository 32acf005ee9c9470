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
import { nextPath } from './next-path.ts';
import { cookieOf, formToken, giveCookie, newCookieValue } from './session-cookie.ts';
import { officerRoute } from './visit.ts';

const doorPath = '/can-bo/dang-nhap';

/** Sign-in under the same limits as the API's, and sign-out. */
export function signInRoutes(app: FastifyInstance, services: Services): void {
  const open = { config: { allow: 'anyone' }, schema: { hide: true } } as const;
  app.get<{ Querystring: Query }>(doorPath, open, (request, reply) => {
    const { 'het-phien': ended, xong: left, tiep: next } = request.query;
    return sendDoor(services, request, reply, {
      ...(typeof next === 'string' ? { next } : {}),
      ...(ended === undefined ? {} : { note: endedNotice }),
      ...(left === undefined ? {} : { note: notice('good', 'Đã đăng xuất') }),
    });
  });
  app.post(doorPath, open, async (request, reply) => {
    const form = ownForm(request, services, 'door');
    const username = form.get('ten-dang-nhap') ?? '';
    const next = form.get('tiep') ?? '';
    const reason = form.get('ly-do') ?? '';
    try {
      const token = await signedIn(services, username, form.get('mat-khau') ?? '', request.ip);
      giveCookie(reply, 'session', token, { secure: isSecure(services, request) });
      const path = nextPath(next);
      if (path !== undefined && reason !== '') return await sendKept(reply, { token, path, reason });
      return await reply.redirect(path ?? '/can-bo', 303);
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
      const status = statusOf(failure.code);
      return sendDoor(services, request, reply, { note, username, next, reason, status });
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

/** Sends an officer without a session to the sign-in, and after it back to where they were; a reason that they typed stays. */
export function askToSignIn(services: Services, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ended = cookieOf(request, 'session') !== undefined || request.method === 'POST';
  const next = nextPath(request.url);
  const reason = request.body instanceof Map ? String(request.body.get('ly-do') ?? '') : '';
  // In the form of the page, never in an address: addresses are kept in histories and logs.
  if (next !== undefined && reason.trim() !== '')
    return sendDoor(services, request, reply, { note: endedNotice, next, reason, status: 401 });
  const query = new URLSearchParams({
    ...(ended ? { 'het-phien': '1' } : {}),
    ...(next === undefined || next === '/can-bo' ? {} : { tiep: next }),
  }).toString();
  return reply.redirect(query === '' ? doorPath : `${doorPath}?${query}`, 303);
}

interface Query {
  readonly 'het-phien'?: unknown;
  readonly xong?: unknown;
  readonly tiep?: unknown;
}

const endedNotice = notice(
  'warn',
  'Cần đăng nhập lại',
  'Phiên làm việc đã kết thúc. Việc vừa bấm, nếu có, chưa được ghi nhận; nội dung đã gõ vẫn còn sau khi đăng nhập.',
);

/** Signed in again with a reason that was typed before: one more press leads back to its field. */
function sendKept(
  reply: FastifyReply,
  { token, path, reason }: { readonly token: string; readonly path: string; readonly reason: string },
): FastifyReply {
  const title = 'Đã đăng nhập lại';
  const body = markup`<section class="sheet"><h1>${title}</h1>
<p>Lý do từ chối bạn đã gõ chưa được gửi và vẫn còn nguyên:</p><blockquote>${reason}</blockquote>
<form method="post" action="${path}">${tokenField(formToken(token))}${keptField('ly-do', reason)}${keptField('mo-lai', '1')}
<div class="row"><button autofocus>Tiếp tục</button><a class="button second" href="/can-bo">Về danh sách hồ sơ</a></div></form></section>`;
  return sendPage(reply, page({ title, body, narrow: true }), { referrer: 'same-origin' });
}

const keptField = (name: string, value: string) =>
  value === '' ? undefined : markup`<input type="hidden" name="${name}" value="${value}">`;

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

const focused = markup` autofocus`;

const isSecure = (services: Services, request: FastifyRequest) =>
  request.protocol === 'https' || services.publicUrl().startsWith('https:');

function sendDoor(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    note,
    username = '',
    next = '',
    reason = '',
    status = 200,
  }: {
    readonly note?: Child;
    readonly username?: string;
    readonly next?: string;
    readonly reason?: string;
    readonly status?: number;
  },
): FastifyReply {
  const held = cookieOf(request, 'door') ?? newCookieValue();
  giveCookie(reply, 'door', held, { secure: isSecure(services, request) });
  const body = markup`<section class="sheet"><h1>Đăng nhập cán bộ KBNN</h1>${note}
<form method="post" action="${doorPath}">${tokenField(formToken(held))}${keptField('tiep', nextPath(next) ?? '')}${keptField('ly-do', reason)}
<div class="field"><label for="ten">Tên đăng nhập</label>
<input id="ten" name="ten-dang-nhap" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required value="${username}"${username === '' ? focused : undefined}></div>
<div class="field"><label for="mk">Mật khẩu</label>
<input id="mk" name="mat-khau" type="password" autocomplete="current-password" maxlength="200" required${username === '' ? undefined : focused}></div>
<button>Đăng nhập</button></form></section>`;
  return sendPage(reply, page({ title: 'Đăng nhập cán bộ KBNN', body, narrow: true }), {
    status,
    referrer: 'same-origin',
  });
}
