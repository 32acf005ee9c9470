import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useSignedVersions } from './useSignedVersions.ts';
import { VersionLinks } from './VersionLinks.tsx';

/** On a dossier's page: the versions that were signed before it came back. Nothing where there are none. */
export function SignedVersions({ dossier }: { readonly dossier: Pick<DossierView, 'code' | 'log'> }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useSignedVersions(dossier);
  if (error !== null) return <FailureNotice error={error} retry={() => void refetch()} />;
  if (data === undefined || (data.versions.length === 0 && data.offline === undefined)) return null;
  return (
    <section className="sheet" aria-label={t('signedVersions.title')}>
      <div className="list-head">
        <h2>{t('signedVersions.title')}</h2>
      </div>
      {data.offline === undefined ? (
        <VersionLinks code={dossier.code} versions={data.versions} />
      ) : (
        <p className="quiet small signed-versions-offline">{t('signedVersions.offline')}</p>
      )}
    </section>
  );
}
