/** What the report is of, as the person left it. */
import type { CallInput } from '#shared/contract/ipc.ts';
import type { ReportGroup } from '#shared/contract/reports.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { periodOf, type Period } from './period.ts';

export interface ReportView extends Period {
  readonly by: ReportGroup;
  /** None: any. */
  readonly statuses: readonly DossierStatus[];
  /** Empty: any. */
  readonly account: string;
}

export function firstReport(today: Date): ReportView {
  return { by: 'account', ...periodOf('year', today), statuses: [], account: '' };
}

/** Whether two reports are of the same vouchers, summed up alike. */
export function sameReport(one: ReportView, other: ReportView): boolean {
  return JSON.stringify(reportFilter(one)) === JSON.stringify(reportFilter(other));
}

export function reportFilter({ by, from, to, statuses, account }: ReportView): CallInput<'reports.run'> {
  return {
    by,
    from,
    to,
    ...(statuses.length === 0 ? {} : { statuses: [...statuses] }),
    ...(account === '' ? {} : { account }),
  };
}
