import { useTranslation } from 'react-i18next';
import type { Report, ReportGroup } from '#shared/contract/reports.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { formatCount } from '../../format/count.ts';
import { share } from './bars.ts';
import { groupKey, isNamed } from './group-words.ts';

/** Every group to the đồng, and their sum. */
export function ReportTable({ report, by }: { readonly report: Report; readonly by: ReportGroup }) {
  const { t } = useTranslation();
  const named = isNamed(by);
  return (
    <section className="sheet" aria-labelledby="report-table">
      <div className="report-table-head">
        <h2 id="report-table">{t('reports.table')}</h2>
        {by === 'ndkt' && <p className="quiet small">{t('reports.ndktTwice')}</p>}
      </div>
      <div className="report-table-box" tabIndex={0} role="region" aria-labelledby="report-table">
        <table className="plain" aria-labelledby="report-table">
          <thead>
            <tr>
              <th scope="col">{t(`reports.group.${by}`)}</th>
              {named && <th scope="col">{t('reports.name')}</th>}
              <th scope="col" className="amount">
                {t('reports.vouchers')}
              </th>
              <th scope="col" className="amount">
                {t('reports.total')}
              </th>
              <th scope="col" className="amount">
                {t('reports.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="figures">
                  {groupKey(by, row, t)}
                </th>
                {named && <td>{row.name}</td>}
                <td className="amount figures">{formatCount(row.vouchers)}</td>
                <td className="amount figures">{formatDong(row.total)}</td>
                <td className="amount figures">{share(row.total, report.total)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={named ? 2 : 1}>
                {t('reports.sum')}
              </th>
              <td className="amount figures">{formatCount(report.vouchers)}</td>
              <td className="amount figures">{formatDong(report.total)}</td>
              <td className="amount figures">{share(report.total, report.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
