import type { FastifyInstance, FastifyReply } from 'fastify';
import { markup, type Child } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { failureNotice, notice } from '../layout.ts';
import { tokenField } from './masthead.ts';
import { officerRoute, type Visit } from './visit.ts';

const url = '/can-bo/mat-khau';

/** The officer's own password; a one-time password has to be changed here before anything else. */
export function passwordRoutes(app: FastifyInstance, services: Services): void {
  officerRoute(app, services, {
    method: 'GET',
    url,
    beforePasswordChange: true,
    handler: (visit) => sendForm(visit),
  });
  officerRoute(app, services, {
    method: 'POST',
    url,
    beforePasswordChange: true,
    handler: async (visit) => {
      const { officer, form, token, reply } = visit;
      const text = (name: string) => (form.get(name) ?? '').slice(0, 201);
      const [current, next, again] = [text('hien-tai'), text('moi'), text('moi-lan-nua')];
      if (next !== again)
        return sendForm(
          visit,
          notice('bad', 'Hai lần nhập mật khẩu mới không giống nhau', 'Nhập lại cả hai ô.'),
          422,
        );
      if (current === '' || next === '' || next.length > 200)
        return sendForm(
          visit,
          notice(
            'bad',
            'Chưa nhập đủ',
            'Nhập mật khẩu hiện tại và mật khẩu mới, mỗi mật khẩu không quá 200 ký tự.',
          ),
          422,
        );
      try {
        await services.registrations.changePassword(officer.person, token, { current, next }, officer.origin);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (statusOf(failure.code) >= 500) throw thrown;
        return sendForm(visit, failureNotice(failure), statusOf(failure.code));
      }
      return reply.redirect('/can-bo?xong=mat-khau', 303);
    },
  });
}

function sendForm(visit: Visit, note?: Child, status = 200): FastifyReply {
  const oneTime = visit.officer.person.must_change_password === 1;
  const field = (id: string, label: string, autocomplete: string, hint?: string) =>
    markup`<div class="field"><label for="${id}">${label}</label>${
      hint === undefined ? undefined : markup`<p class="hint" id="${id}-goi-y">${hint}</p>`
    }<input id="${id}" name="${id}" type="password" autocomplete="${autocomplete}" maxlength="200" required${
      hint === undefined ? undefined : markup` aria-describedby="${id}-goi-y"`
    }></div>`;
  const body = markup`<section class="sheet"><h1>Đổi mật khẩu</h1>${
    note ??
    (oneTime
      ? notice(
          'info',
          'Đặt mật khẩu của riêng bạn',
          'Mật khẩu dùng một lần chỉ để đăng nhập lần đầu. Đổi xong mới xem được hồ sơ.',
        )
      : undefined)
  }
<form method="post" action="${url}">${tokenField(visit.formToken)}
${field('hien-tai', 'Mật khẩu hiện tại', 'current-password')}
${field('moi', 'Mật khẩu mới', 'new-password', 'Ít nhất 10 ký tự, không chứa tên đăng nhập, không phải mật khẩu phổ biến.')}
${field('moi-lan-nua', 'Nhập lại mật khẩu mới', 'new-password')}
<div class="row"><button>Đổi mật khẩu</button>${oneTime ? undefined : markup`<a class="button second" href="/can-bo">Quay lại</a>`}</div></form></section>`;
  return visit.send({ title: 'Đổi mật khẩu', body, narrow: true }, { status, room: 'mat-khau' });
}
