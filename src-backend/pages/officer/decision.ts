import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { markup, type Child, type Html } from '../../html/html.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { factList, failureNotice, notice } from '../layout.ts';
import { tokenField, type Room } from './masthead.ts';
import { longestReason, rejection, supplement, type DecideWithReason, type Reasoned } from './reasoned.ts';
import { officerRoute, type Visit } from './visit.ts';

/** A dossier that an officer decides on, of either kind. */
export interface Decidable {
  readonly code: string;
  readonly version: number;
  /** Still waits for the decision. */
  readonly open: boolean;
  /** Whether a supplement may still be asked for. */
  readonly mayAsk?: boolean;
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
  readonly doReject: DecideWithReason;
  /** Asks the unit for a supplement; left out where there is no such thing. */
  readonly doAsk?: DecideWithReason;
  /** The dossier's own page, with a notice on top. */
  readonly show: (visit: Visit, note: Child, status: number) => Promise<FastifyReply>;
}

const requestSchema = z.object({ mutationId: z.uuid(), version: z.coerce.number().int().positive() });

/** Asks once more before a decision; a form sent twice decides once, by its mutation id. */
export function decisionRoutes(app: FastifyInstance, services: Services, kind: DecisionKind): void {
  const accept = `${kind.base}/:code/${kind.accept.path}`;
  officerRoute(app, services, {
    method: 'GET',
    url: accept,
    handler: (visit) => asked(kind, visit, (dossier) => acceptPage(kind, visit, dossier)),
  });
  officerRoute(app, services, {
    method: 'POST',
    url: accept,
    handler: (visit) => decided(kind, visit, () => kind.doAccept(visit, requestOf(visit)), kind.accept.path),
  });
  for (const way of reasonedOf(kind)) reasonedRoutes(app, services, kind, way);
}

function reasonedOf({ doReject, doAsk }: DecisionKind): readonly Reasoned[] {
  return [rejection(doReject), ...(doAsk === undefined ? [] : [supplement(doAsk)])];
}

function reasonedRoutes(app: FastifyInstance, services: Services, kind: DecisionKind, way: Reasoned): void {
  const url = `${kind.base}/:code/${way.path}`;
  const page = (visit: Visit, typed?: Typed) => (dossier: Decidable) =>
    way.path === 'bo-sung' && dossier.mayAsk !== true
      ? kind.show(visit, failureNotice(new DvcttError('SUPPLEMENT_ASKED')), 409)
      : reasonPage(kind, way, visit, dossier, typed);
  officerRoute(app, services, {
    method: 'GET',
    url,
    handler: (visit) => asked(kind, visit, page(visit)),
  });
  officerRoute(app, services, {
    method: 'POST',
    url,
    handler: async (visit) => {
      const reason = (visit.form.get('ly-do') ?? '').trim();
      // From the sign-in page, which kept what was typed in a session that had ended.
      if (visit.form.has('mo-lai')) return asked(kind, visit, page(visit, { reason }), unsent(reason));
      const request = requestOf(visit);
      const problem = problemOf(way, reason);
      if (problem !== undefined)
        return reasonPage(kind, way, visit, await kind.find(visit), {
          reason,
          problem,
          mutationId: request.mutationId,
        });
      const decide = () => way.decide(visit, { ...request, reason });
      return decided(kind, visit, decide, way.path, unsent(reason));
    },
  });
}

/** Above a dossier's page, after a decision that was made here. */
export function decisionNotice(kind: DecisionKind, visit: Visit): Html | undefined {
  const done = visit.query('xong');
  if (done === kind.accept.path) return doneNotice(kind.accept.done);
  const way = reasonedOf(kind).find(({ path }) => path === done);
  return way === undefined ? undefined : doneNotice(...way.done);
}

/** The page was left by pressing a button that is no longer there: reading goes on at what came of it. */
const doneNotice = (heading: string, ...lines: readonly string[]) =>
  markup`<div tabindex="-1" autofocus>${notice('good', heading, ...lines)}</div>`;

/** Above a dossier on which somebody else was quicker: what was typed can still be copied. */
const unsent = (reason: string) =>
  notice('info', 'Lý do bạn đã gõ (chưa được gửi)', markup`<span class="typed">${reason}</span>`);

/** The ways out of an open dossier. */
export function decisionButtons(
  kind: DecisionKind,
  { code, mayAsk }: Pick<Decidable, 'code' | 'mayAsk'>,
): Html {
  const ways = reasonedOf(kind).filter(({ path }) => path !== 'bo-sung' || mayAsk === true);
  return markup`<div class="row"><a class="button" href="${kind.base}/${code}/${kind.accept.path}">${kind.accept.label}…</a>
${ways
  .toReversed()
  .map(
    ({ path, button, danger }) =>
      markup`<a class="button ${danger ? 'danger' : 'second'}" href="${kind.base}/${code}/${path}">${button}…</a>`,
  )}</div>`;
}

/** The same at the lower edge of the window, wherever in a long dossier one reads. */
export const decisionFoot = (kind: DecisionKind, dossier: Pick<Decidable, 'code' | 'mayAsk'>): Html =>
  markup`<div class="foot">${decisionButtons(kind, dossier)}</div>`;

const alreadyDecided = notice(
  'warn',
  'Hồ sơ không còn chờ xử lý',
  'Một cán bộ khác đã xử lý hồ sơ này, hoặc hồ sơ đã thay đổi trong lúc bạn xem. Việc bạn vừa bấm không được thực hiện. Dưới đây là trạng thái hiện tại; nhật ký ở cuối trang cho biết ai đã xử lý.',
);

async function asked(
  kind: DecisionKind,
  visit: Visit,
  send: (dossier: Decidable) => FastifyReply | Promise<FastifyReply>,
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

function problemOf({ missing }: Reasoned, reason: string): string | undefined {
  if (reason === '') return missing;
  if (reason.length > longestReason)
    return `Nội dung dài ${reason.length} ký tự, tối đa ${longestReason}. Hãy viết ngắn lại.`;
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

interface Typed {
  readonly reason: string;
  readonly problem?: string;
  readonly mutationId?: string;
}

function reasonPage(
  kind: DecisionKind,
  way: Reasoned,
  visit: Visit,
  dossier: Decidable,
  given?: Typed,
): FastifyReply {
  const { title, label, hint, button, danger, consequence, path } = way;
  const problem = given?.problem;
  const error = problem === undefined ? undefined : markup`<p class="error" id="ly-do-loi">${problem}</p>`;
  const described = problem === undefined ? 'ly-do-goi-y' : 'ly-do-loi ly-do-goi-y';
  const invalid = problem === undefined ? undefined : markup` aria-invalid="true"`;
  const body = markup`<section class="sheet"><h1>${title}</h1>${factList(dossier.facts)}${consequence === undefined ? undefined : markup`<p>${consequence}</p>`}
<form method="post" action="${kind.base}/${dossier.code}/${path}" novalidate>${hidden(visit, dossier, given?.mutationId)}
<div class="field wide"><label for="ly-do">${label}</label>
<p class="hint" id="ly-do-goi-y">${hint}, tối đa ${longestReason} ký tự.</p>
<textarea id="ly-do" name="ly-do" rows="6" required autofocus aria-describedby="${described}"${invalid}>${given?.reason}</textarea>${error}</div>
<div class="row"><button${danger ? markup` class="danger"` : undefined}>${button}</button><a class="button second" href="${kind.base}/${dossier.code}">Quay lại</a></div></form></section>`;
  return visit.send(
    { title, body, narrow: true },
    { room: kind.room, status: problem === undefined ? 200 : 422 },
  );
}
