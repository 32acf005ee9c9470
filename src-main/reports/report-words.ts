import type { Report, ReportGroup } from '#shared/contract/reports.ts';

/** What the groups of a report are called in Vietnamese: `key` heads the column, `none` stands for an empty key. */
export const groupWords: Readonly<
  Record<
    ReportGroup,
    { readonly title: string; readonly key: string; readonly none: string; readonly file: string }
  >
> = {
  account: { title: 'theo tài khoản', key: 'Tài khoản', none: '(chưa có tài khoản)', file: 'tai-khoan' },
  ndkt: { title: 'theo mã NDKT', key: 'Mã NDKT', none: '(không có NDKT)', file: 'ndkt' },
  month: { title: 'theo tháng', key: 'Tháng', none: '(chưa có ngày)', file: 'thang' },
  status: { title: 'theo trạng thái', key: 'Trạng thái', none: '', file: 'trang-thai' },
};

/** A row’s key and name as people read them: a month as `05/2026`, a status by its name alone. */
export function shownGroup(
  by: ReportGroup,
  { key, name }: Report['rows'][number],
): { readonly key: string; readonly name: string } {
  if (key === '') return { key: groupWords[by].none, name: '' };
  if (by === 'month') return { key: shownMonth(key), name: '' };
  return by === 'status' ? { key: name === '' ? key : name, name: '' } : { key, name };
}

/** `2026-05` → `05/2026`. */
export function shownMonth(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${number}/${year}`;
}
