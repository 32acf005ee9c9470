import { useTranslation } from 'react-i18next';
import { toldRefusal } from '#shared/contract/told-failure.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { isBeside } from '../tokens/holders.ts';
import { pinTones } from '../tokens/pin-tones.ts';
import { RoleBadge } from '../tokens/RoleBadge.tsx';
import { Validity } from '../tokens/Validity.tsx';

/** A certificate of the holder above it: from whom, until when, for which title; and why not, when not. */
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
  const unusable = certificate.refusals.length > 0 || isBeside(certificate);
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
        {/* The holder stands above the cards; whoever hears one card alone hears the name too. */}
        <span className="visually-hidden">{certificate.owner}</span>
        <span className="row">
          {certificate.isCa ? (
            <span className="badge" data-tone="plain">
              {t('tokens.certificates.authority')}
            </span>
          ) : (
            <RoleBadge certificate={certificate} />
          )}
          {unusable && !certificate.isCa && (
            <span className="badge" data-tone="bad">
              {t('signing.unusable')}
            </span>
          )}
          {certificate.pinState !== 'ok' && !certificate.isCa && (
            <span className="badge" data-tone={pinTones[certificate.pinState]}>
              {t(`pinState.${certificate.pinState}`)}
            </span>
          )}
        </span>
        <span className="certificate-facts">
          <span>
            <span className="quiet">{t('signing.issuer')}:</span> {certificate.issuerCommonName}
          </span>
          <span>
            {certificate.remote === undefined ? (
              <>
                <span className="quiet">{t('signing.token')}:</span> {certificate.tokenLabel} ·{' '}
                {certificate.tokenSerial}
              </>
            ) : (
              <>
                <span className="quiet">{t('remoteCa.certificate.provider')}:</span>{' '}
                {certificate.remote.providerName} · {certificate.remote.username}
              </>
            )}
          </span>
          <span className="figures">
            <span className="quiet">{t('signing.validity')}:</span> <Validity certificate={certificate} />
          </span>
          <span className="figures serial">
            <span className="quiet">{t('signing.serial')}:</span> {certificate.serial}
          </span>
        </span>
        {certificate.isCa && <span className="quiet">{t('tokens.certificates.authorityOnly')}</span>}
        {!certificate.isCa && certificate.privateKey === 'absent' && (
          <span className="refusal">{t('tokens.certificates.noKey')}</span>
        )}
        {!certificate.isCa &&
          toldRefusal(certificate, language).map(({ code, heading, remedy }) => (
            <span key={code} className="refusal">
              <b>{heading}.</b> {remedy}
            </span>
          ))}
      </span>
    </label>
  );
}
