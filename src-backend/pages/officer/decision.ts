import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { markup, type Child, type Html } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { factList, failureNotice, notice } from '../layout.ts';
import { tokenField, type Room } from './masthead.ts';
import { officerRoute, type Visit } from './visit.ts';

/** A dossier that an officer decides on, of either kind. */
export interface Decidable {
  readonly code: string;
  readonly version: number;
  /** Still waits for the decision. */
  readonly open: boolean;
  /** What the confirmation repeats. */
  readonly facts: readonly (readonly [string, string])[];
  /** What taking it in changes, shown before that cannot be undone. */
  readonly changes?: Html;
}

export interface DecisionRequest {
  readonly mutationId: string;
  readonly version: number;
}

/** One kind of dossier: where its pages are, what taking it in is called, and who does it. */
export interface DecisionKind {
  readonly room: Room;
  readonly base: string;
  readonly accept: {
    readonly path: string;
    readonly label: string;
    readonly done: string;
    readonly consequence: string;
  };
  readonly find: (visit: Visit) => Promise<Decidable>;
  readonly doAccept: (visit: Visit, request: DecisionRequest) => Promise<unknown>;
  readonly doReject: (
    visit: Visit,
    request: DecisionRequest & { readonly reason: string },
  ) => Promise<unknown>;
  /** The dossier's own page, with a notice on top. */
  readonly show: (visit: Visit, note: Child, status: number) => Promise<FastifyReply>;
}

const longestReason = 1000;
const requestSchema = z.object({ mutationId: z.uuid(), version: z.coerce.number().int().positive() });

/** Asks once more before a decision; a form sent twice decides once, by its mutation id. */
export function decisionRoutes(app: FastifyInstance, services: Services, kind: DecisionKind): void {
  const accept = `${kind.base}/:code/${kind.accept.path}`;
  const reject = `${kind.base}/:code/tu-choi`;
  officerRoute(app, services, {
    method: 'GET',
    url: accept,
    handler: (visit) => asked(kind, visit, (dossier) => acceptPage(kind, visit, dossier)),
  });
  officerRoute(app, services, {
    method: 'GET',
    url: reject,
    handler: (visit) => asked(kind, visit, (dossier) => rejectPage(kind, visit, dossier)),
  });
  officerRoute(app, services, {
    method: 'POST',
    url: accept,
    handler: (visit) => decided(kind, visit, () => kind.doAccept(visit, requestOf(visit)), kind.accept.path),
  });
  officerRoute(app, services, {
    method: 'POST',
    url: reject,
    handler: async (visit) => {
      const reason = (visit.form.get('ly-do') ?? '').trim();
      // From the sign-in page, which kept what was typed in a session that had ended.
      if (visit.form.has('mo-lai'))
        return asked(kind, visit, (dossier) => rejectPage(kind, visit, dossier, { reason }), unsent(reason));
      const request = requestOf(visit);
      const problem = problemOf(reason);
      if (problem !== undefined)
        return rejectPage(kind, visit, await kind.find(visit), {
          reason,
          problem,
          mutationId: request.mutationId,
        });
      const decide = () => kind.doReject(visit, { ...request, reason });
      return decided(kind, visit, decide, 'tu-choi', unsent(reason));
    },
  });
}

/** Above a dossier's page, after a decision that was made here. */
export function decisionNotice(kind: DecisionKind, visit: Visit): Html | undefined {
  switch (visit.query('xong')) {
    case kind.accept.path:
      return doneNotice(kind.accept.done);
    case 'tu-choi':
      return doneNotice('Đã từ chối tiếp nhận hồ sơ', 'Đơn vị được thông báo lý do.');
    default:
      return undefined;
  }
}

/** The page was left by pressing a button that is no longer there: reading goes on at what came of it. */
const doneNotice = (heading: string, ...lines: readonly string[]) =>
  markup`<div tabindex="-1" autofocus>${notice('good', heading, ...lines)}</div>`;

/** Above a dossier on which somebody else was quicker: what was typed can still be copied. */
const unsent = (reason: string) =>
  notice('info', 'Lý do bạn đã gõ (chưa được gửi)', markup`<span class="typed">${reason}</span>`);

/** The two ways out of an open dossier. */
export function decisionButtons(kind: DecisionKind, code: string): Html {
  return markup`<div class="row"><a class="button" href="${kind.base}/${code}/${kind.accept.path}">${kind.accept.label}…</a>
<a class="button danger" href="${kind.base}/${code}/tu-choi">Từ chối tiếp nhận…</a></div>`;
}

/** The same at the lower edge of the window, wherever in a long dossier one reads. */
export const decisionFoot = (kind: DecisionKind, code: string): Html =>
  markup`<div class="foot">${decisionButtons(kind, code)}</div>`;

const alreadyDecided = notice(
  'warn',
  'Hồ sơ không còn chờ xử lý',
  'Một cán bộ khác đã xử lý hồ sơ này, hoặc hồ sơ đã thay đổi trong lúc bạn xem. Việc bạn vừa bấm không được thực hiện. Dưới đây là trạng thái hiện tại; nhật ký ở cuối trang cho biết ai đã xử lý.',
);

async function asked(
  kind: DecisionKind,
  visit: Visit,
  send: (dossier: Decidable) => FastifyReply,
  typed?: Html,
): Promise<FastifyReply> {
  const dossier = await kind.find(visit);
  return dossier.open ? send(dossier) : kind.show(visit, [alreadyDecided, typed], 409);
}

async function decided(
  kind: DecisionKind,
  visit: Visit,
  decide: () => Promise<unknown>,
  done: string,
  typed?: Html,
): Promise<FastifyReply> {
  try {
    await decide();
  } catch (thrown) {
    const failure = failureOf(thrown);
    const status = statusOf(failure.code);
    if (status >= 500 || status === 404) throw thrown;
    const moved = [
      'REGISTRATION_STATE',
      'REGISTRATION_CONFLICT',
      'DOSSIER_STATE',
      'DOSSIER_CONFLICT',
    ].includes(failure.code);
    return kind.show(visit, [moved ? alreadyDecided : failureNotice(failure), typed], status);
  }
  return visit.reply.redirect(`${kind.base}/${visit.code()}?xong=${done}`, 303);
}

function requestOf(visit: Visit): DecisionRequest {
  const request = requestSchema.safeParse({
    mutationId: visit.form.get('ma-viec'),
    version: visit.form.get('phien-ban'),
  });
  if (!request.success) throw new DvcttError('REQUEST_INVALID', { what: 'form' });
  return request.data;
}

function problemOf(reason: string): string | undefined {
  if (reason === '') return 'Cần ghi lý do từ chối để đơn vị biết phải sửa gì.';
  if (reason.length > longestReason)
    return `Lý do dài ${reason.length} ký tự, tối đa ${longestReason}. Hãy viết ngắn lại.`;
  return undefined;
}

function hidden(visit: Visit, { version }: Decidable, mutationId: string = randomUUID()): Html {
  return markup`${tokenField(visit.formToken)}<input type="hidden" name="ma-viec" value="${mutationId}"><input type="hidden" name="phien-ban" value="${version}">`;
}

function acceptPage(kind: DecisionKind, visit: Visit, dossier: Decidable): FastifyReply {
  const { label, path, consequence } = kind.accept;
  const title = `${label} hồ sơ?`;
  const body = markup`<section class="sheet"><h1>${title}</h1>${factList(dossier.facts)}${dossier.changes}<p>${consequence}</p>
<form method="post" action="${kind.base}/${dossier.code}/${path}">${hidden(visit, dossier)}
<div class="row"><button>${label} hồ sơ</button><a class="button second" href="${kind.base}/${dossier.code}">Quay lại</a></div></form></section>`;
  return visit.send({ title, body, narrow: true }, { room: kind.room });
}

function rejectPage(
  kind: DecisionKind,
  visit: Visit,
  dossier: Decidable,
  given?: { readonly reason: string; readonly problem?: string; readonly mutationId?: string },
): FastifyReply {
  const title = 'Từ chối tiếp nhận hồ sơ?';
  const problem = given?.problem;
  const error = problem === undefined ? undefined : markup`<p class="error" id="ly-do-loi">${problem}</p>`;
  const described = problem === undefined ? 'ly-do-goi-y' : 'ly-do-loi ly-do-goi-y';
  const invalid = problem === undefined ? undefined : markup` aria-invalid="true"`;
  const body = markup`<section class="sheet"><h1>${title}</h1>${factList(dossier.facts)}
<form method="post" action="${kind.base}/${dossier.code}/tu-choi" novalidate>${hidden(visit, dossier, given?.mutationId)}
<div class="field wide"><label for="ly-do">Lý do từ chối (bắt buộc)</label>
<p class="hint" id="ly-do-goi-y">Đơn vị đọc được nguyên văn. Ghi rõ mục nào sai và cần sửa thế nào, tối đa ${longestReason} ký tự.</p>
<textarea id="ly-do" name="ly-do" rows="6" required autofocus aria-describedby="${described}"${invalid}>${given?.reason}</textarea>${error}</div>
<div class="row"><button class="danger">Từ chối tiếp nhận</button><a class="button second" href="${kind.base}/${dossier.code}">Quay lại</a></div></form></section>`;
  return visit.send(
    { title, body, narrow: true },
    { room: kind.room, status: problem === undefined ? 200 : 422 },
  );
}
