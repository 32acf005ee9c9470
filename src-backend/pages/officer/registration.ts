import type { FastifyInstance, FastifyReply } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import {
  registrationDocumentIds,
  type RegistrationDocument,
} from '#shared/domain/registration/registration.ts';
import { markup, type Child, type Html } from '../../html/html.ts';
import { failureOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { factList, failureNotice, notice, table } from '../layout.ts';
import {
  decisionButtons,
  decisionFoot,
  decisionNotice,
  decisionRoutes,
  type DecisionKind,
} from './decision.ts';
import { sendFile } from './download.ts';
import { logTable } from './log-table.ts';
import { statusBadge } from './queue.ts';
import { changedContent, changes, declaredContent } from './registration-content.ts';
import { signatureReport } from './signature-view.ts';
import { hasAccounts } from './unit-accounts.ts';
import { stakesNotice } from './stakes-notice.ts';
import { officerRoute, type Visit } from './visit.ts';

const base = '/can-bo/dang-ky';

const open = ({ services, officer, code }: Visit): Promise<ServerRegistration> =>
  services.registrations.open({ kind: 'person', ...officer }, code());

const kindName = ({ kind }: ServerRegistration) =>
  kind === 'first' ? 'Đăng ký sử dụng DVC' : 'Đăng ký thay đổi, bổ sung';

const decisions: DecisionKind = {
  room: 'dang-ky',
  base,
  accept: {
    path: 'phe-duyet',
    label: 'Phê duyệt',
    done: 'Đã phê duyệt hồ sơ',
    consequence:
      'Đơn vị được đăng ký đúng như đã kê khai. Mỗi thành viên mới nhận được thư có tên đăng nhập và mật khẩu dùng một lần. Không hoàn tác được; muốn đổi lại phải có hồ sơ thay đổi, bổ sung.',
  },
  find: async (visit) => {
    const dossier = await open(visit);
    return {
      code: dossier.code,
      version: dossier.version,
      open: dossier.status === 'CHO_KBNN',
      facts: [
        ['Mã hồ sơ', dossier.code],
        ['Loại hồ sơ', kindName(dossier)],
        ['Đơn vị', `${dossier.unitCode} ${dossier.content.unit.name}`],
        ['Số thành viên', String(dossier.content.members.length)],
      ],
      ...(dossier.before === undefined
        ? {}
        : {
            changes: markup`${stakesNotice(dossier)}${changes(dossier.before, dossier.content)}`,
          }),
    };
  },
  doAccept: ({ services, officer, code }, request) =>
    services.registrations.approve(officer, code(), request),
  doReject: ({ services, officer, code }, request) => services.registrations.reject(officer, code(), request),
  show: async (visit, note, status) => sendDossier(visit, await open(visit), note, status),
};

/** A registration dossier: what is declared, documents with the server's own findings, log, decision. */
export function registrationPages(app: FastifyInstance, services: Services): void {
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:code`,
    handler: async (visit) => sendDossier(visit, await open(visit), decisionNotice(decisions, visit)),
  });
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:code/tai-lieu/:id`,
    handler: async (visit) => {
      const id = registrationDocumentIds.find((known) => known === visit.param('id'));
      if (id === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND');
      const asker = { kind: 'person', ...visit.officer } as const;
      const { name, bytes } = await services.registrations.document(asker, visit.code(), id, 'newest');
      return sendFile(visit.reply, `${visit.code()}-${name}`, bytes);
    },
  });
  decisionRoutes(app, services, decisions);
}

async function sendDossier(
  visit: Visit,
  dossier: ServerRegistration,
  note: Child,
  status = 200,
): Promise<FastifyReply> {
  const report = await reportOf(visit, dossier);
  const waiting = dossier.status === 'CHO_KBNN';
  const { code } = dossier;
  const body = markup`${note}<div class="title"><h1>Hồ sơ đăng ký <span class="figures">${code}</span></h1>${statusBadge(dossier.status)}</div>
${waiting ? stakesNotice(dossier) : undefined}
${dossier.note === '' ? undefined : notice('info', 'Lý do từ chối', markup`<span class="long">${dossier.note}</span>`)}
<section class="sheet" aria-labelledby="tt"><h2 id="tt">Tóm tắt</h2>${factList([
    ['Loại hồ sơ', kindName(dossier)],
    ['Đơn vị', `${dossier.unitCode} ${dossier.content.unit.name}`],
    ['Lập lúc', vietnamMinute(new Date(dossier.createdAt))],
    ['Cập nhật lúc', vietnamMinute(new Date(dossier.updatedAt))],
    ...((await hasAccounts(visit, dossier.unitCode))
      ? ([
          [
            'Tài khoản đã cấp',
            markup`<a href="/can-bo/don-vi/${dossier.unitCode}">Thành viên của đơn vị và cấp lại mật khẩu</a>`,
          ],
        ] as const)
      : []),
  ])}${waiting ? decisionButtons(decisions, { code }) : undefined}</section>
${changedContent(dossier)}
<section class="sheet" aria-labelledby="tl"><h2 id="tl">Tài liệu và chữ ký số</h2>
${documentTable(code, dossier.documents)}${report}</section>
${declaredContent(dossier)}
${logTable(dossier.log)}
${waiting ? decisionFoot(decisions, { code }) : undefined}`;
  return visit.send({ title: `Hồ sơ đăng ký ${code}`, body }, { room: 'dang-ky', status });
}

function documentTable(code: string, documents: readonly RegistrationDocument[]): Html {
  return table(
    'Tài liệu của hồ sơ',
    ['Tên tệp', 'Cỡ (byte)', 'Ký số', 'Tải về'],
    documents.map((document) => [
      markup`<span class="long">${document.name}</span>`,
      markup`<span class="figures">${document.size}</span>`,
      document.signed ? 'Đã ký' : 'Chưa ký',
      markup`<a href="${base}/${code}/tai-lieu/${document.id}">Tải ${document.name}</a>`,
    ]),
  );
}

/** What cannot be judged just now keeps nobody from reading the rest. */
async function reportOf({ services, officer }: Visit, { code }: ServerRegistration): Promise<Html> {
  try {
    return signatureReport((await services.registrations.report(officer, code)).documents);
  } catch (thrown) {
    return failureNotice(failureOf(thrown));
  }
}
