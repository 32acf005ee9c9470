import type { FastifyInstance, FastifyReply } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import type { PersonRow } from '../../store/tables.ts';
import { markup, type Child } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { badge, factList, failureNotice, notice, table } from '../layout.ts';
import { tokenField } from './masthead.ts';
import { officerRoute, type Visit } from './visit.ts';

const base = '/can-bo/don-vi';

type Member = Pick<
  PersonRow,
  'username' | 'name' | 'role' | 'email' | 'certificate_serial' | 'revoked_at' | 'must_change_password'
>;

/** The accounts of a unit of the officer's treasury office, and new one-time passwords for them. */
export function unitAccountPages(app: FastifyInstance, services: Services): void {
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:unit`,
    handler: (visit) => {
      const sent = visit.query('xong');
      const note =
        sent === ''
          ? undefined
          : notice('good', 'Đã cấp mật khẩu mới', `Thư có mật khẩu dùng một lần được gửi cho ${sent}.`);
      return sendUnit(visit, note);
    },
  });
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:unit/mat-khau/:username`,
    handler: async (visit) => sendQuestion(visit, await memberOf(visit)),
  });
  officerRoute(app, services, {
    method: 'POST',
    url: `${base}/:unit/mat-khau/:username`,
    handler: async (visit) => {
      const member = await memberOf(visit);
      try {
        await services.registrations.reissuePassword(visit.officer, member.username);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (statusOf(failure.code) >= 500) throw thrown;
        return sendUnit(visit, failureNotice(failure), statusOf(failure.code));
      }
      return visit.reply.redirect(
        `${base}/${visit.param('unit')}?xong=${encodeURIComponent(member.username)}`,
        303,
      );
    },
  });
}

async function membersOf({ services, officer, param }: Visit): Promise<readonly Member[]> {
  return services.desk.store
    .selectFrom('people')
    .select(['username', 'name', 'role', 'email', 'certificate_serial', 'revoked_at', 'must_change_password'])
    .where('unit_code', '=', param('unit'))
    .where('treasury_code', '=', officer.person.treasury_code)
    .orderBy('username')
    .execute();
}

/** Whether anybody of a unit has an account at the officer's treasury office. */
export async function hasAccounts({ services, officer }: Visit, unitCode: string): Promise<boolean> {
  const found = await services.desk.store
    .selectFrom('people')
    .select('username')
    .where('unit_code', '=', unitCode)
    .where('treasury_code', '=', officer.person.treasury_code)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function memberOf(visit: Visit): Promise<Member> {
  const member = (await membersOf(visit)).find(({ username }) => username === visit.param('username'));
  if (member === undefined || !mayGetPassword(member)) throw new DvcttError('ROLE_FORBIDDEN');
  return member;
}

const mayGetPassword = ({ email, revoked_at: revoked }: Member) => email !== null && revoked === null;

async function sendUnit(visit: Visit, note: Child, status = 200): Promise<FastifyReply> {
  const unit = visit.param('unit');
  const members = await membersOf(visit);
  const rows = members.map((member) => [
    member.username,
    member.name,
    roleNames[member.role],
    member.email ?? '',
    markup`<span class="long">${member.certificate_serial ?? ''}</span>`,
    member.revoked_at !== null
      ? badge('bad', 'Đã thu hồi quyền')
      : member.must_change_password === 1
        ? badge('warn', 'Chưa đổi mật khẩu')
        : badge('good', 'Đang dùng'),
    mayGetPassword(member)
      ? markup`<a href="${base}/${unit}/mat-khau/${encodeURIComponent(member.username)}" aria-label="Cấp lại mật khẩu cho ${member.username}">Cấp lại mật khẩu</a>`
      : member.revoked_at === null
        ? 'Không có email'
        : '',
  ]);
  const body = markup`${note}<div class="title"><h1>Thành viên của đơn vị <span class="figures">${unit}</span></h1></div>
<section class="sheet">${table(
    'Tài khoản đã cấp',
    ['Tên đăng nhập', 'Họ tên', 'Quyền', 'Email', 'Serial chứng thư số', 'Tình trạng', 'Mật khẩu'],
    rows,
    'Đơn vị này chưa có tài khoản nào tại KBNN của bạn.',
  )}</section>`;
  return visit.send({ title: `Thành viên của đơn vị ${unit}`, body }, { room: 'dang-ky', status });
}

function sendQuestion(visit: Visit, member: Member): FastifyReply {
  const back = `${base}/${visit.param('unit')}`;
  const title = 'Cấp lại mật khẩu dùng một lần?';
  const body = markup`<section class="sheet"><h1>${title}</h1>${factList([
    ['Tên đăng nhập', member.username],
    ['Họ tên', member.name],
    ['Gửi tới', member.email ?? ''],
  ])}<p>Mật khẩu đang dùng mất hiệu lực ngay và mọi phiên làm việc của người này kết thúc. Chỉ cấp lại khi chính người này yêu cầu.</p>
<form method="post" action="${back}/mat-khau/${encodeURIComponent(member.username)}">${tokenField(visit.formToken)}
<div class="row"><button>Cấp lại mật khẩu</button><a class="button second" href="${back}">Quay lại</a></div></form></section>`;
  return visit.send({ title, body, narrow: true }, { room: 'dang-ky' });
}
