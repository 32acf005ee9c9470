import { useTranslation } from 'react-i18next';
import type { MemberCertificate } from '#shared/domain/registration/registration.ts';
import { formatDay } from '../../format/date.ts';
import { commonNameOf } from './common-name.ts';

/** Serial, Ngày hiệu lực and Ngày hết hạn as the Treasury's form shows them, and whose certificate it is. */
export function CertificateFacts({
  certificate,
  empty,
}: {
  readonly certificate: MemberCertificate | null;
  readonly empty: string;
}) {
  const { t } = useTranslation();
  if (certificate === null) return <p className="quiet">{empty}</p>;
  return (
    <dl className="facts">
      <dt>{t('registration.signature.serial')}</dt>
      <dd className="figures">
        <b>{certificate.serial}</b>
      </dd>
      <dt>{t('registration.signature.from')}</dt>
      <dd className="figures">{formatDay(certificate.notBefore)}</dd>
      <dt>{t('registration.signature.to')}</dt>
      <dd className="figures">{formatDay(certificate.notAfter)}</dd>
      <dt>{t('registration.signature.owner')}</dt>
      <dd>{commonNameOf(certificate.subject)}</dd>
      <dt>{t('registration.signature.issuer')}</dt>
      <dd>{commonNameOf(certificate.issuer)}</dd>
    </dl>
  );
}
