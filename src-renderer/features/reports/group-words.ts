import type { TFunction } from 'i18next';
import type { Report, ReportGroup } from '#shared/contract/reports.ts';
import { dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import { showMonth } from './period.ts';

/** What a group is called, in the window's language. */
export function groupKey(by: ReportGroup, { key }: Report['rows'][number], t: TFunction): string {
  if (key === '') return t(`reports.none.${by}`);
  if (by === 'month') return showMonth(key);
  const status = by === 'status' ? dossierStatusSchema.safeParse(key).data : undefined;
  return status === undefined ? key : t(`status.${status}`);
}

/** Whether groups have a name beside their key. */
export const isNamed = (by: ReportGroup): boolean => by === 'account' || by === 'ndkt';
