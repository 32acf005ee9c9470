import { useTranslation } from 'react-i18next';
import type { Report, ReportGroup } from '#shared/contract/reports.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { barLength, drawnRows } from './bars.ts';
import { groupKey, isNamed } from './group-words.ts';

/** A bar a group with its figure beside it. The table says the same in words, so the bars are silent. */
export function ReportChart({ report, by }: { readonly report: Report; readonly by: ReportGroup }) {
  const { t } = useTranslation();
  const rows = drawnRows(report.rows, by);
  return (
    <figure className="sheet padded report-chart">
      <figcaption>
        <h2>{t('reports.chart')}</h2>
        <p className="quiet small">
          {rows.length < report.rows.length
            ? t('reports.chartMost', {
                shown: rows.length,
                all: report.rows.length,
                which: t(by === 'month' ? 'reports.latest' : 'reports.largest'),
              })
            : t('reports.chartText')}
        </p>
      </figcaption>
      <div className="bars" aria-hidden>
        {rows.map((row) => (
          <div key={row.key} className="bar-row">
            <span className="bar-name figures" title={row.name}>
              {groupKey(by, row, t)}
              {isNamed(by) && row.name !== '' && <small className="quiet"> {row.name}</small>}
            </span>
            <svg className="bar" viewBox="0 0 1000 20" preserveAspectRatio="none">
              <rect width={barLength(row.total, rows)} height={20} />
            </svg>
            <span className="bar-figure figures">{formatDong(row.total)}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}
