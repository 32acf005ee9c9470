import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { firstReport, reportFilter, type ReportView } from './report-view.ts';

/** Outlives the screen, ends with the session. */
export function useReportView(today: Date): readonly [ReportView, (changed: Partial<ReportView>) => void] {
  const client = useQueryClient();
  const { data } = useQuery<ReportView>({ queryKey: keys.reportView, queryFn: skipToken, gcTime: Infinity });
  return [
    data ?? firstReport(today),
    (changed) =>
      client.setQueryData<ReportView>(keys.reportView, (before) => ({
        ...(before ?? firstReport(today)),
        ...changed,
      })),
  ];
}

export function useReport(view: ReportView) {
  const filter = reportFilter(view);
  return useQuery({
    queryKey: keys.sums(filter),
    queryFn: () => call('reports.run', filter),
    placeholderData: keepPreviousData,
  });
}
