import { useTranslation } from 'react-i18next';
import type { StatusLogRow } from '#shared/domain/dossiers/dossier.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { formatMinute } from '../../format/date.ts';

/** STT, Trạng thái, Ghi chú, Ngày cập nhật, as on the Treasury's own pages; oldest first. */
export function StatusLog({ rows }: { readonly rows: readonly StatusLogRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('dossier.log')}>
      <div className="list-head">
        <h2>{t('dossier.log')}</h2>
      </div>
      <div style={{ overflowX: 'auto' }}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('log.order')}</th>
              <th scope="col">{t('log.status')}</th>
              <th scope="col">{t('log.note')}</th>
              <th scope="col">{t('log.at')}</th>
              <th scope="col">{t('log.by')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <td className="figures">{index + 1}</td>
                <td>
                  <StatusBadge status={row.status} />
                </td>
                <td>{row.note}</td>
                <td className="figures" style={{ whiteSpace: 'nowrap' }}>
                  {formatMinute(row.at)}
                </td>
                <td>{row.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
