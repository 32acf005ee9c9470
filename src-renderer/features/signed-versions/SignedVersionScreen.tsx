import { Button, Loader } from '@mantine/core';
import { IconArrowLeft, IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { partHref, useSignedVersionNumber } from '../dossier/dossier-part.ts';
import { mayHaveSignedVersions, useSignedVersions } from './useSignedVersions.ts';
import { VersionReader } from './VersionReader.tsx';

/** Versions that were signed before the dossier came back, read only: documents, signatures, what has changed since. */
export function SignedVersionScreen({ dossier }: { readonly dossier: DossierView }) {
  const { t } = useTranslation();
  const asked = useSignedVersions(dossier);
  const named = useSignedVersionNumber();
  const versions = asked.data?.versions ?? [];
  const version = versions.find((one) => one.version === named) ?? versions[0];
  const none = !mayHaveSignedVersions(dossier) || (asked.data !== undefined && version === undefined);
  return (
    <div className="page">
      <header className="sheet padded signed-version-head">
        <a className="back" href={partHref(dossier.code, 'desk')}>
          <IconArrowLeft size={18} aria-hidden /> {t('signedVersions.back')}
        </a>
        <h1>{t('signedVersions.title')}</h1>
        <p className="quiet">
          {dossier.title === '' ? t('list.untitled') : dossier.title} ·{' '}
          <span className="figures">{dossier.code}</span> · {t('signedVersions.lead')}
        </p>
      </header>
      {asked.error !== null && <FailureNotice error={asked.error} retry={() => void asked.refetch()} />}
      {asked.isLoading && <Loader role="status" aria-label={t('app.loading')} />}
      {asked.data?.offline !== undefined && (
        <Notice tone="warn" heading={t('signedVersions.offline')}>
          <Button size="sm" variant="default" mt="xs" onClick={() => void asked.refetch()}>
            {t('app.retry')}
          </Button>
        </Notice>
      )}
      {none && asked.data?.offline === undefined && (
        <div className="sheet">
          <Empty icon={IconFileOff} heading={t('signedVersions.none')} hint={t('signedVersions.noneHint')} />
        </div>
      )}
      {version !== undefined && (
        <VersionReader key={version.version} dossier={dossier} versions={versions} version={version} />
      )}
    </div>
  );
}
