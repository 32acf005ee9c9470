import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import { roleSchema } from '#shared/domain/people/roles.ts';
import type { CertificateView, PinState } from '#shared/contract/tokens.ts';
import { formatDay } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';

const pinTones: Readonly<Record<PinState, 'plain' | 'warn' | 'bad'>> = {
  ok: 'plain',
  low: 'warn',
  'final-try': 'bad',
  locked: 'bad',
  'must-be-changed': 'bad',
  'not-initialised': 'bad',
};

/** A certificate on a token: whose, from whom, until when, for which title; and why not, when not. */
export function CertificateCard({
  certificate,
  chosen,
  onChoose,
}: {
  readonly certificate: CertificateView;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const unusable = certificate.refusals.length > 0;
  const role = roleSchema.safeParse(certificate.boundRole);
  return (
    <label className="certificate" data-chosen={chosen} data-unusable={unusable}>
      <input
        type="radio"
        name="certificate"
        value={certificate.id}
        checked={chosen}
        disabled={unusable}
        onChange={onChoose}
      />
      <span className="certificate-body">
        <span className="row">
          <b className="owner">{certificate.owner}</b>
          {role.success ? (
            <span className="badge" data-tone="good">
              {t(`role.${role.data}`)}
            </span>
          ) : (
            <span className="badge" data-tone="warn">
              {certificate.boundRole ?? t('signing.notBound')}
            </span>
          )}
          {unusable && (
            <span className="badge" data-tone="bad">
              {t('signing.unusable')}
            </span>
          )}
          {certificate.pinState !== 'ok' && (
            <span className="badge" data-tone={pinTones[certificate.pinState]}>
              {t(`pinState.${certificate.pinState}`)}
            </span>
          )}
        </span>
        {certificate.organisation !== '' && <span className="quiet">{certificate.organisation}</span>}
        <span className="certificate-facts">
          <span>
            <span className="quiet">{t('signing.issuer')}:</span> {certificate.issuerCommonName}
          </span>
          <span>
            <span className="quiet">{t('signing.token')}:</span> {certificate.tokenLabel} ·{' '}
            {certificate.tokenSerial}
          </span>
          <span className="figures">
            <span className="quiet">{t('signing.validity')}:</span> {formatDay(certificate.notBefore)} –{' '}
            {formatDay(certificate.notAfter)}{' '}
            <b className={certificate.daysLeft < 30 ? 'soon' : ''}>
              (
              {certificate.daysLeft < 0
                ? t('signing.expired')
                : t('signing.daysLeft', { count: certificate.daysLeft })}
              )
            </b>
          </span>
          <span className="figures serial">
            <span className="quiet">{t('signing.serial')}:</span> {certificate.serial}
          </span>
        </span>
        {certificate.refusals.map((code) => (
          <span key={code} className="refusal">
            <b>{failureText(code, language).heading}.</b> {failureText(code, language).remedy}
          </span>
        ))}
      </span>
    </label>
  );
}
