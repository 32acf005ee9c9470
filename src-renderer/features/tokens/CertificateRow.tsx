import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toldRefusal } from '#shared/contract/told-failure.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { useSession } from '../../app/useSession.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { RenewButton } from '../renewal/RenewButton.tsx';
import { isBeside } from './holders.ts';
import { RoleBadge } from './RoleBadge.tsx';
import { Validity } from './Validity.tsx';

/** The issuers that are known, nearest first; the one named in the certificate when none is. */
function issuerChain({ issuers, issuerCommonName }: CertificateView): string {
  return (issuers.length === 0 ? [issuerCommonName] : issuers).join(' › ');
}

/** One certificate on the screen of tokens: what it is for, until when, for which title, and why it cannot sign. */
export function CertificateRow({
  certificate,
  onChallenge,
}: {
  readonly certificate: CertificateView;
  /** Absent when its key cannot be asked for a signature. */
  readonly onChallenge?: (() => void) | undefined;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const { refusals, owner, serial, isCa, purposes } = certificate;
  const usable = refusals.length === 0 && !isBeside(certificate);
  const signedIn = (useSession().data?.user ?? null) !== null;
  return (
    <li className="certificate-row" data-certificate={serial}>
      <div className="row">
        {/* Nobody is to choose another in place of an authority's: it is no fault that it signs nothing. */}
        {!isCa && (
          <span className="badge" data-tone={usable ? 'good' : 'bad'}>
            {t(usable ? 'tokens.certificates.usable' : 'tokens.certificates.unusable')}
          </span>
        )}
        {isCa ? (
          <span className="badge" data-tone="plain">
            {t('tokens.certificates.authority')}
          </span>
        ) : (
          // Only a person's unit knows which certificates are registered.
          (signedIn || certificate.boundRole !== undefined) && <RoleBadge certificate={certificate} />
        )}
        <span className="grow" />
        {onChallenge !== undefined && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconCertificate size={18} aria-hidden />}
            aria-label={t('tokens.certificates.challengeNamed', { owner, serial })}
            onClick={onChallenge}
          >
            {t('tokens.certificates.challenge')}
          </Button>
        )}
      </div>
      {isCa && (
        <p className="quiet" style={{ margin: 0 }}>
          {t('tokens.certificates.authorityOnly')}
        </p>
      )}
      {!isCa && certificate.privateKey === 'absent' && (
        <p className="refusal">{t('tokens.certificates.noKey')}</p>
      )}
      {!isCa &&
        toldRefusal(certificate, language).map(({ code, heading, remedy }) => (
          <p key={code} className="refusal">
            <b>{heading}.</b> {remedy}
          </p>
        ))}
      <RenewButton certificate={certificate} />
      <dl className="facts certificate-row-facts">
        <dt>{t('tokens.certificates.validity')}</dt>
        <dd className="figures">
          <Validity certificate={certificate} />
        </dd>
        <dt>{t('tokens.certificates.issuedBy')}</dt>
        <dd>
          {issuerChain(certificate)}
          {!certificate.chainComplete && (
            <span className="quiet"> ({t('tokens.certificates.chainOpen')})</span>
          )}
        </dd>
        <dt>{t('tokens.certificates.purpose')}</dt>
        <dd>{purposes.map((purpose) => t(`tokens.certificates.purposes.${purpose}`)).join(', ') || '–'}</dd>
        <dt>{t('tokens.certificates.token')}</dt>
        <dd>
          {certificate.tokenLabel} · {certificate.tokenSerial}
        </dd>
        <dt>{t('tokens.certificates.serial')}</dt>
        <dd className="figures">{serial}</dd>
      </dl>
      <details className="small">
        <summary>{t('tokens.certificates.more')}</summary>
        <dl className="facts">
          <dt>{t('tokens.certificates.key')}</dt>
          <dd>
            {t(`tokens.certificates.algorithm.${certificate.keyType}`, { bits: certificate.keyBits })},{' '}
            {t(`tokens.certificates.privateKey.${certificate.privateKey}`)}
          </dd>
          <dt>{t('tokens.certificates.subject')}</dt>
          <dd>{certificate.subject}</dd>
          <dt>{t('tokens.certificates.thumbprint')}</dt>
          <dd>
            <code>{certificate.thumbprint}</code>
          </dd>
        </dl>
      </details>
    </li>
  );
}
