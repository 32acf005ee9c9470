import { markup, type Html } from '../../html/html.ts';
import type { Visit } from './visit.ts';

/** Rows on one page of a list. */
export const rowsOfPage = 100;

/** The page that the address asks for (`trang=2`); the first for anything odd. */
export function pageOf(visit: Pick<Visit, 'query'>): number {
  const page = Number(visit.query('trang'));
  return Number.isSafeInteger(page) && page > 0 && page <= 10_000 ? page : 1;
}

/** Ways to the pages before and after this one; nothing when there is but one. */
export function pager(list: {
  readonly path: string;
  readonly status: string;
  readonly query: string;
  readonly page: number;
  /** How many rows the list has altogether. */
  readonly total: number;
}): Html | undefined {
  const { path, status, query, page, total } = list;
  const pages = Math.max(Math.ceil(total / rowsOfPage), 1);
  if (page === 1 && pages === 1) return undefined;
  const search = query.trim() === '' ? {} : { tim: query };
  const to = (number: number) =>
    `${path}?${new URLSearchParams({ 'trang-thai': status, ...search, trang: String(number) }).toString()}`;
  return markup`<nav aria-label="Các trang của danh sách"><ul class="filters">${
    page > 1
      ? markup`<li><a href="${to(Math.min(page - 1, pages))}" rel="prev">Trang trước</a></li>`
      : undefined
  }<li>Trang ${String(page)}/${String(pages)}</li>${
    page < pages ? markup`<li><a href="${to(page + 1)}" rel="next">Trang sau</a></li>` : undefined
  }</ul></nav>`;
}
