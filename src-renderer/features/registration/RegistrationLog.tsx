import { useTranslation } from 'react-i18next';
import type { RegistrationLogRow } from '#shared/domain/registration/registration.ts';
import { formatMinute } from '../../format/date.ts';
import { RegistrationBadge } from './RegistrationBadge.tsx';

/** Nhật ký hồ sơ: STT, Trạng thái, Ghi chú, Ngày cập nhật; newest first, numbered as they happened. */
export function RegistrationLog({ rows }: { readonly rows: readonly RegistrationLogRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className="form-section" aria-label={t('registration.log.heading')}>
      <h2>{t('registration.log.heading')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('log.order')}</th>
            <th scope="col">{t('log.status')}</th>
            <th scope="col">{t('log.note')}</th>
            <th scope="col">{t('log.at')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .map((row, index) => (
              <tr key={index}>
                <td className="figures">{index + 1}</td>
                <td>
                  <RegistrationBadge status={row.status} />
                </td>
                <td style={{ overflowWrap: 'anywhere' }}>{row.note}</td>
                <td className="figures" style={{ whiteSpace: 'nowrap' }}>
                  {formatMinute(row.at)}
                </td>
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
