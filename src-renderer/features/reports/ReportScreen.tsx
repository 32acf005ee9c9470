import { Button, Loader, SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportGroupSchema } from '#shared/contract/reports.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useNow } from '../../components/useNow.ts';
import { dayAndTime } from '../line/line-words.ts';
import { ReportChart } from './ReportChart.tsx';
import { ReportFiles } from './ReportFiles.tsx';
import { ReportFilters } from './ReportFilters.tsx';
import { ReportTable } from './ReportTable.tsx';
import { firstReport, sameReport } from './report-view.ts';
import { useReport, useReportView } from './useReport.ts';
import './reports.css';

/** Sums over the vouchers of this machine: figures, bars, a file to take away. */
export default function ReportScreen() {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const [today] = useState(() => new Date());
  const [view, change] = useReportView(today);
  const report = useReport(view);
  const { data } = report;
  const first = firstReport(today);
  const narrowed = !sameReport(view, { ...first, by: view.by });
  return (
    <div className="page report-page">
      <div className="title-row">
        <h1>{t('reports.title')}</h1>
        <ReportFiles view={view} disabled={data === undefined || data.rows.length === 0} />
      </div>
      <div className="sheet padded stack">
        <SegmentedControl
          aria-label={t('reports.by')}
          value={view.by}
          onChange={(by) => change({ by: reportGroupSchema.parse(by) })}
          data={reportGroupSchema.options.map((value) => ({ value, label: t(`reports.group.${value}`) }))}
        />
        <ReportFilters view={view} today={today} accounts={data?.accounts ?? []} onChange={change} />
        <p className="quiet small">{t('reports.lead')}</p>
      </div>
      {data?.asOf !== undefined && (
        <Notice tone="warn">{t('reports.asOf', { at: dayAndTime(data.asOf, now, t) })}</Notice>
      )}
      {report.error !== null && <FailureNotice error={report.error} retry={() => void report.refetch()} />}
      {report.isPending && <Loader role="status" aria-label={t('app.loading')} />}
      {data !== undefined && data.rows.length === 0 && (
        <div className="sheet">
          <Empty
            icon={IconChartBar}
            heading={t('reports.empty')}
            hint={t(narrowed ? 'reports.emptyHint' : 'reports.emptyYear')}
          >
            {narrowed && (
              <Button variant="default" onClick={() => change({ ...first, by: view.by })}>
                {t('reports.clear')}
              </Button>
            )}
          </Empty>
        </div>
      )}
      {data !== undefined && data.rows.length > 0 && (
        <div className="stack" aria-busy={report.isPlaceholderData}>
          <p className="report-sum figures" role="status">
            {t('reports.summary', { count: data.vouchers, total: formatDong(data.total) })}
          </p>
          <ReportChart report={data} by={view.by} />
          <ReportTable report={data} by={view.by} />
        </div>
      )}
    </div>
  );
}
