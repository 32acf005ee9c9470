import { useTranslation } from 'react-i18next';
import type { SignedVersion } from '#shared/contract/versions.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formatMinute } from '../../format/date.ts';
import { signedVersionHref } from '../dossier/dossier-part.ts';
import './signed-versions.css';

/** Newest first: who signed, and why it no longer counts. */
export function VersionLinks({
  code,
  versions,
  chosen,
}: {
  readonly code: DossierCode;
  readonly versions: readonly SignedVersion[];
  readonly chosen?: number;
}) {
  const { t } = useTranslation();
  return (
    <ul className="signed-version-list">
      {versions.map(({ version, signedBy, voided }) => (
        <li key={version}>
          <a href={signedVersionHref(code, version)} aria-current={version === chosen ? 'page' : undefined}>
            <span className="row">
              <b className="grow">{t('signedVersions.version', { version })}</b>
              <span className="badge" data-tone="bad">
                {t('signedVersions.void')}
              </span>
            </span>
            <small>
              {t('dossier.signedBy', {
                steps: signedBy.map(({ step, name }) => `${t(`role.${step}`)} ${name}`).join(', '),
              })}
            </small>
            <small className="figures">
              {t('signedVersions.whyBy', {
                why: t(`signedVersions.why.${voided.why}`),
                by: voided.by,
                at: formatMinute(voided.at),
              })}
            </small>
            {voided.note !== '' && <small className="note">“{voided.note}”</small>}
          </a>
        </li>
      ))}
    </ul>
  );
}
