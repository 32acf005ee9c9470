import { exportReport } from '../reports/export-report.ts';
import { runReport } from '../reports/run-report.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Calls about sums over the vouchers of this machine. */
export function makeReportHandlers({
  session,
  now,
}: Pick<CoreServices, 'session' | 'now'>): Pick<Handlers, Extract<keyof Handlers, `reports.${string}`>> {
  return {
    'reports.run': (filter) => runReport(session.requireWorkspace(), filter),
    'reports.export': (filter) => exportReport(session.requireWorkspace(), filter, now()),
  };
}
