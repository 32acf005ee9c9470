import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { formatDay } from '../../format/date.ts';

type Dates = Pick<CertificateView, 'notBefore' | 'notAfter' | 'daysLeft' | 'reminder'>;

/** How near the end is: the reminder of 60, 30 or 7 days, or the end itself. */
export function validityTone({ daysLeft, reminder }: Dates): 'plain' | 'info' | 'warn' | 'bad' {
  if (daysLeft < 0 || reminder === 7) return 'bad';
  if (reminder === 30) return 'warn';
  return reminder === 60 ? 'info' : 'plain';
}

/** From when until when, and how many days are left in words and colour. */
export function Validity({ certificate }: { readonly certificate: Dates }) {
  const { t } = useTranslation();
  const { daysLeft, reminder, notBefore, notAfter } = certificate;
  const words =
    daysLeft < 0
      ? t('tokens.certificates.expired', { count: -daysLeft })
      : reminder === undefined
        ? t('tokens.certificates.daysLeft', { count: daysLeft })
        : reminder === 7
          ? t('tokens.certificates.renewNow', { count: daysLeft })
          : t('tokens.certificates.renewSoon', { count: daysLeft });
  return (
    <span className="validity">
      {t('tokens.certificates.span', { from: formatDay(notBefore), to: formatDay(notAfter) })}{' '}
      <b className="days" data-tone={validityTone(certificate)}>
        ({words})
      </b>
    </span>
  );
}
