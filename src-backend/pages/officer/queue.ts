import type { FastifyInstance } from 'fastify';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { dossierStatusNames, type DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import {
  registrationStatusNames,
  type RegistrationStatus,
} from '#shared/domain/registration/registration.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { listDossiers } from '../../dossiers/view.ts';
import { markup, type Child, type Html } from '../../html/html.ts';
import type { Services } from '../../http/services.ts';
import { badge, notice, table, type Tone } from '../layout.ts';
import { pageOf, pager, rowsOfPage } from './pager.ts';
import { officerRoute, type Visit } from './visit.ts';

const waiting = 'CHO_KBNN';
const registrationStates = [
  waiting,
  'KBNN_TU_CHOI',
  'DA_HOAN_THANH',
] as const satisfies readonly RegistrationStatus[];
const paymentStates = [
  waiting,
  'YEU_CAU_BO_SUNG',
  'KBNN_TU_CHOI',
  'DA_TIEP_NHAN',
] as const satisfies readonly DossierStatus[];

const tones: Readonly<Record<(typeof registrationStates)[number] | (typeof paymentStates)[number], Tone>> = {
  CHO_KBNN: 'warn',
  YEU_CAU_BO_SUNG: 'warn',
  KBNN_TU_CHOI: 'bad',
  DA_HOAN_THANH: 'good',
  DA_TIEP_NHAN: 'good',
};

export const statusBadge = (status: RegistrationStatus | DossierStatus): Html =>
  badge(
    status in tones ? tones[status as keyof typeof tones] : 'info',
    status in registrationStatusNames
      ? registrationStatusNames[status as RegistrationStatus]
      : dossierStatusNames[status as DossierStatus],
  );

/** What waits for the Treasury's answer comes first, the oldest on top; the rest newest first. */
export function queueRoutes(app: FastifyInstance, services: Services): void {
  officerRoute(app, services, { method: 'GET', url: '/can-bo', handler: registrationQueue });
  officerRoute(app, services, { method: 'GET', url: '/can-bo/thanh-toan', handler: paymentQueue });
}

async function registrationQueue(visit: Visit) {
  const { services, officer } = visit;
  const status = chosen(visit, registrationStates);
  const query = visit.query('tim').slice(0, 200);
  const page = pageOf(visit);
  const searched = query.trim() === '' ? {} : { query };
  const found = await services.registrations.list(officer.person, {
    status,
    ...searched,
    limit: rowsOfPage,
    offset: (page - 1) * rowsOfPage,
  });
  const counts = query.trim() === '' ? await countedAll(visit) : await countedFound(visit, query);
  const rows = found.map((row) => [
    codeLink(`/can-bo/dang-ky/${row.code}`, row.code),
    row.kind === 'first' ? 'Đăng ký mới' : 'Thay đổi, bổ sung',
    markup`<span class="long">${row.unitName}</span><br><span class="quiet figures">${row.unitCode}</span>`,
    when(row.updatedAt),
    markup`${statusBadge(row.status)}${row.note === '' ? undefined : markup`<br><span class="long">${row.note}</span>`}`,
  ]);
  return visit.send(
    {
      title: 'Hồ sơ đăng ký',
      body: queueBody(visit, {
        title: 'Hồ sơ đăng ký sử dụng dịch vụ công',
        path: '/can-bo',
        searchLabel: 'Tìm theo mã hồ sơ, đơn vị, thành viên (có dấu hoặc không dấu)',
        status,
        query,
        states: registrationStates.map((name) => ({
          name,
          label: registrationStatusNames[name],
          count: counts.get(name) ?? 0,
        })),
        table: table(
          `Hồ sơ: ${registrationStatusNames[status]}`,
          ['Mã hồ sơ', 'Loại', 'Đơn vị', 'Cập nhật', 'Trạng thái'],
          rows,
          noneFound(query, status, counts),
        ),
      }),
    },
    { room: 'dang-ky' },
  );
}

type Counts = ReadonlyMap<string, number>;

async function countedAll({ services, officer }: Visit): Promise<Counts> {
  const rows = await services.desk.store
    .selectFrom('registrations')
    .select(({ fn }) => ['status', fn.countAll().as('count')])
    .where('treasury_code', '=', officer.person.treasury_code)
    .groupBy('status')
    .execute();
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

async function countedFound({ services, officer }: Visit, query: string): Promise<Counts> {
  const found = registrationStates.map(
    async (status) =>
      [status, (await services.registrations.list(officer.person, { status, query })).length] as const,
  );
  return new Map(await Promise.all(found));
}

async function paymentQueue(visit: Visit) {
  const status = chosen(visit, paymentStates);
  const query = visit.query('tim').slice(0, 200);
  const words = withoutAccents(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  const all = await listDossiers(visit.services.desk.store, visit.officer.person);
  const signsAlone = words.length === 0 && query.trim() !== '';
  const matching = all.filter((row) => {
    const held = withoutAccents(`${row.code} ${row.unitCode} ${row.title}`);
    return !signsAlone && words.every((word) => held.includes(word));
  });
  const found = matching.filter((row) => row.status === status);
  const counts: Counts = new Map(
    paymentStates.map((name) => [name, matching.filter((row) => row.status === name).length]),
  );
  const page = pageOf(visit);
  const rows = ordered(found, status)
    .slice((page - 1) * rowsOfPage, page * rowsOfPage)
    .map((row) => [
      codeLink(`/can-bo/thanh-toan/${row.code}`, row.code),
      markup`<span class="long">${row.title}</span>`,
      markup`<span class="figures">${row.unitCode}</span>`,
      String(row.voucherCount),
      markup`<span class="figures">${formatDong(row.total)}</span>`,
      when(row.updatedAt),
      markup`${statusBadge(row.status)}${row.note === '' ? undefined : markup`<br><span class="long">${row.note}</span>`}`,
    ]);
  return visit.send(
    {
      title: 'Hồ sơ thanh toán',
      body: queueBody(visit, {
        title: 'Hồ sơ thanh toán',
        path: '/can-bo/thanh-toan',
        searchLabel: 'Tìm theo mã hồ sơ, mã ĐVQHNS, nội dung (có dấu hoặc không dấu)',
        status,
        query,
        states: paymentStates.map((name) => ({
          name,
          label: dossierStatusNames[name],
          count: counts.get(name) ?? 0,
        })),
        table: table(
          `Hồ sơ: ${dossierStatusNames[status]}`,
          [
            'Mã hồ sơ',
            'Nội dung',
            'Mã ĐVQHNS',
            'Số chứng từ',
            'Tổng số tiền (đồng)',
            'Cập nhật',
            'Trạng thái',
          ],
          rows,
          noneFound(query, status, counts),
        ),
      }),
    },
    { room: 'thanh-toan' },
  );
}

const done: Readonly<Record<string, string>> = {
  'mat-khau': 'Đã đổi mật khẩu',
};

function queueBody(
  visit: Visit,
  parts: {
    readonly title: string;
    readonly path: string;
    readonly searchLabel: string;
    readonly status: string;
    readonly query: string;
    readonly states: readonly { readonly name: string; readonly label: string; readonly count: number }[];
    readonly table: Html;
  },
): Child {
  const { title, path, status, query } = parts;
  const told = done[visit.query('xong')];
  const kept = query.trim() === '' ? '' : `&tim=${encodeURIComponent(query)}`;
  return markup`${told === undefined ? undefined : notice('good', told)}<div class="title"><h1>${title}</h1></div>
<nav aria-label="Lọc theo trạng thái"><ul class="filters">${parts.states.map(
    ({ name, label, count }) =>
      markup`<li><a href="${path}?trang-thai=${name}${kept}"${name === status ? markup` aria-current="true"` : undefined}>${label} <b>(${count})</b></a></li>`,
  )}</ul></nav>
<form class="search" method="get" action="${path}" role="search"><input type="hidden" name="trang-thai" value="${status}">
<div class="field"><label for="tim">${parts.searchLabel}</label><input id="tim" name="tim" type="search" maxlength="200" value="${query}"></div>
<button>Tìm</button>${kept === '' ? undefined : markup`<a class="button second" href="${path}?trang-thai=${status}">Bỏ tìm</a>`}</form>
<section class="sheet">${parts.table}</section>${pager({ ...parts, page: pageOf(visit), total: parts.states.find(({ name }) => name === status)?.count ?? 0 })}`;
}

function chosen<Status extends string>(visit: Visit, states: readonly [Status, ...Status[]]): Status {
  return states.find((name) => name === visit.query('trang-thai')) ?? states[0];
}

/** The payments come newest first. */
function ordered<Row>(rows: readonly Row[], status: string): readonly Row[] {
  return status === waiting ? rows.toReversed() : rows;
}

function noneFound(query: string, status: string, counts: Counts): string {
  if (query.trim() === '') return 'Không có hồ sơ nào ở trạng thái này.';
  const elsewhere = [...counts].reduce((sum, [name, count]) => (name === status ? sum : sum + count), 0);
  const none = `Không có hồ sơ nào khớp với “${query}” ở trạng thái này.`;
  return elsewhere === 0
    ? none
    : `${none} Có ${elsewhere} hồ sơ khớp ở trạng thái khác: bấm vào trạng thái ở trên.`;
}

const codeLink = (href: string, code: string) => markup`<a class="figures" href="${href}">${code}</a>`;
const when = (instant: string) => markup`<span class="figures">${vietnamMinute(new Date(instant))}</span>`;
