import { useTranslation } from 'react-i18next';
import type { SignedVersion } from '#shared/contract/versions.ts';
import { Notice } from '../../components/Notice.tsx';
import { formatMinute } from '../../format/date.ts';

/** That nothing of it counts any more; who signed it, and what made it void. */
export function VersionBanner({ version }: { readonly version: SignedVersion }) {
  const { t } = useTranslation();
  const { voided, replaced, documentCount } = version;
  return (
    <Notice
      tone="warn"
      heading={t(replaced === undefined ? 'signedVersions.bannerReturned' : 'signedVersions.banner')}
    >
      <dl className="facts version-facts">
        <dt>{t('signedVersions.forwarded')}</dt>
        <dd>
          {version.forwardedBy}, <span className="figures">{formatMinute(version.forwardedAt)}</span>
        </dd>
        <dt>{t('signedVersions.signed')}</dt>
        <dd>
          {version.signedBy.map(({ step, name, at, documentCount: signed }) => (
            <div key={`${step} ${name}`} className="figures">
              {t(signed < documentCount ? 'signedVersions.signaturePart' : 'signedVersions.signature', {
                role: t(`role.${step}`),
                name,
                at: formatMinute(at),
                signed,
                all: documentCount,
              })}
            </div>
          ))}
        </dd>
        <dt>{t('signedVersions.voided')}</dt>
        <dd className="figures">
          {t('signedVersions.whyBy', {
            why: t(`signedVersions.why.${voided.why}`),
            by: voided.by,
            at: formatMinute(voided.at),
          })}
        </dd>
        {voided.note !== '' && (
          <>
            <dt>{t('signedVersions.reason')}</dt>
            <dd className="latest-note">{voided.note}</dd>
          </>
        )}
        <dt>{t('signedVersions.replaced')}</dt>
        <dd className="figures">
          {replaced === undefined
            ? t('signedVersions.replacedNot')
            : t('signedVersions.replacedBy', { at: formatMinute(replaced.at), by: replaced.by })}
        </dd>
      </dl>
    </Notice>
  );
}
