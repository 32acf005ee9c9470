import type { FastifyInstance, FastifyReply } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { formatDate, vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { receiverOf } from '#shared/domain/vouchers/receiver.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { requireDossier } from '../../dossiers/find.ts';
import { contentWhenAsked } from '../../dossiers/versions.ts';
import { readDocument } from '../../dossiers/read-document.ts';
import { reportOnDossier } from '../../dossiers/signature-report.ts';
import { acceptDossier, askForSupplement, rejectDossier } from '../../dossiers/steps.ts';
import { viewDossier } from '../../dossiers/view.ts';
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
import { supplementedChanges } from './supplemented-changes.ts';
import { statusBadge } from './queue.ts';
import { signatureReport } from './signature-view.ts';
import { officerRoute, type Visit } from './visit.ts';

const base = '/can-bo/thanh-toan';
/** More documents than these are judged only when asked for: each is read and verified. */
const judgedAtOnce = 20;

async function open({ services, officer, code }: Visit): Promise<ServerDossier> {
  const { store } = services.desk;
  return viewDossier(store, await requireDossier(store, officer.person, code()));
}

/** Once for a dossier: its log tells whether that was. */
const mayAsk = ({ log }: ServerDossier) => !log.some(({ status }) => status === 'YEU_CAU_BO_SUNG');

const decisions: DecisionKind = {
  room: 'thanh-toan',
  base,
  accept: {
    path: 'tiep-nhan',
    label: 'Tiếp nhận',
    done: 'Đã tiếp nhận hồ sơ',
    consequence: 'Mọi chữ ký số được kiểm tra lại trước khi tiếp nhận. Không hoàn tác được.',
  },
  find: async (visit) => {
    const dossier = await open(visit);
    return {
      code: dossier.code,
      version: dossier.version,
      open: dossier.status === 'CHO_KBNN',
      mayAsk: mayAsk(dossier),
      facts: [
        ['Mã hồ sơ', dossier.code],
        ['Nội dung', dossier.content.title],
        ['Mã ĐVQHNS', dossier.unitCode],
        ['Số chứng từ', String(dossier.content.vouchers.length)],
        ['Tổng số tiền', `${formatDong(contentTotal(dossier.content))} đồng`],
      ],
    };
  },
  doAccept: ({ services, officer, code }, request) =>
    acceptDossier(services.desk, officer.person, code(), request),
  doReject: ({ services, officer, code }, request) =>
    rejectDossier(services.desk, officer.person, code(), request),
  doAsk: ({ services, officer, code }, request) =>
    askForSupplement(services.desk, officer.person, code(), request),
  show: async (visit, note, status) => sendDossier(visit, await open(visit), note, status),
};

/** A payment dossier: vouchers, documents with the server's own findings, log, decision. */
export function paymentPages(app: FastifyInstance, services: Services): void {
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:code`,
    handler: async (visit) => sendDossier(visit, await open(visit), decisionNotice(decisions, visit)),
  });
  officerRoute(app, services, {
    method: 'GET',
    url: `${base}/:code/tai-lieu/:id`,
    handler: async (visit) => {
      const dossier = await open(visit);
      const document = dossier.documents.find(({ id }) => id === visit.param('id'));
      if (document === undefined) throw new DvcttError('DOSSIER_NOT_FOUND');
      const original = visit.query('ban') === 'goc';
      const { bytes } = await readDocument(services.desk, visit.officer.person, {
        code: dossier.code,
        id: document.id,
        revision: original ? 'original' : 'newest',
      });
      return sendFile(
        visit.reply,
        original || !isDetached(document) ? document.name : `${document.name}.p7s`,
        bytes,
      );
    },
  });
  decisionRoutes(app, services, decisions);
}

type Document = ServerDossier['documents'][number];

/** A signed file that is neither XML nor PDF: its signature stands in a file of its own (CAdES). */
const isDetached = ({ kind, mediaType, signedBy }: Document) =>
  kind === 'ATTACHMENT' && mediaType !== 'application/pdf' && signedBy.length > 0;

async function sendDossier(
  visit: Visit,
  dossier: ServerDossier,
  note: Child,
  status = 200,
): Promise<FastifyReply> {
  const { code, content, documents } = dossier;
  const waiting = dossier.status === 'CHO_KBNN';
  const judged = documents.length <= judgedAtOnce || visit.query('kiem-tra') !== '';
  const report = judged
    ? await reportOf(visit, code)
    : markup`<p>Hồ sơ có nhiều tài liệu. <a href="${base}/${code}?kiem-tra=1">Kiểm tra chữ ký số của ${documents.length} tài liệu</a></p>`;
  const body = markup`${note}<div class="title"><h1>Hồ sơ thanh toán <span class="figures">${code}</span></h1>${statusBadge(dossier.status)}</div>
${dossier.note === '' ? undefined : notice('info', 'Ghi chú', markup`<span class="long">${dossier.note}</span>`)}
<section class="sheet" aria-labelledby="tt"><h2 id="tt">Tóm tắt</h2>${factList([
    ['Nội dung', content.title],
    ['Mã ĐVQHNS', dossier.unitCode],
    ['Tổng số tiền', `${formatDong(contentTotal(content))} đồng`],
    ['Cập nhật lúc', vietnamMinute(new Date(dossier.updatedAt))],
  ])}${waiting ? decisionButtons(decisions, { code, mayAsk: mayAsk(dossier) }) : undefined}</section>
${await changesSince(visit, dossier)}<section class="sheet" aria-labelledby="ct"><h2 id="ct">Chứng từ (${content.vouchers.length})</h2>${table(
    'Chứng từ của hồ sơ',
    ['Số', 'Ngày', 'Số tài khoản', 'Người nhận tiền', 'Số tiền (đồng)'],
    content.vouchers.map((voucher) => [
      voucher.number,
      markup`<span class="figures">${formatDate(voucher.date)}</span>`,
      markup`<span class="figures">${voucher.accountNumber}</span>`,
      receiverOf(voucher),
      markup`<span class="figures">${formatDong(voucherTotal(voucher))}</span>`,
    ]),
  )}</section>
<section class="sheet" aria-labelledby="tl"><h2 id="tl">Tài liệu và chữ ký số</h2>${documentTable(code, documents)}${report}</section>
${logTable(dossier.log)}
${waiting ? decisionFoot(decisions, { code, mayAsk: mayAsk(dossier) }) : undefined}`;
  return visit.send({ title: `Hồ sơ thanh toán ${code}`, body }, { room: 'thanh-toan', status });
}

/** What the unit changed in what the Treasury had seen when it asked for a supplement. */
async function changesSince({ services }: Visit, dossier: ServerDossier): Promise<Html | undefined> {
  const seen = await contentWhenAsked(services.desk.store, dossier.code);
  if (seen === undefined || seen.version >= dossier.version) return undefined;
  return supplementedChanges(seen.content, dossier.content);
}

function documentTable(code: string, documents: readonly Document[]): Html {
  const href = ({ id }: Document) => `${base}/${code}/tai-lieu/${encodeURIComponent(id)}`;
  return table(
    'Tài liệu của hồ sơ',
    ['Tên tệp', 'Cỡ (byte)', 'Đã ký', 'Tải về'],
    documents.map((document) => [
      markup`<span class="long">${document.name}</span>`,
      markup`<span class="figures">${document.size}</span>`,
      document.signedBy.join(', '),
      isDetached(document)
        ? markup`<a href="${href(document)}?ban=goc">Tải ${document.name}</a><br><a href="${href(document)}">Tải chữ ký của ${document.name}</a>`
        : markup`<a href="${href(document)}">Tải ${document.name}</a>`,
    ]),
  );
}

async function reportOf({ services, officer }: Visit, code: string): Promise<Html> {
  try {
    const row = await requireDossier(services.desk.store, officer.person, code);
    return signatureReport((await reportOnDossier(services.desk, officer.person, row)).documents);
  } catch (thrown) {
    return failureNotice(failureOf(thrown));
  }
}
