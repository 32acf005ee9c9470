import { Button, Loader } from '@mantine/core';
import { IconArrowLeft, IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { partHref } from '../dossier/dossier-part.ts';
import { newestKept } from '../draft/late-edit.ts';
import { VersionList } from './VersionList.tsx';
import { VersionPanel } from './VersionPanel.tsx';
import './history.css';

/** Every version of a draft: who, when and why; what has changed since; and the way back to it. */
export function HistoryScreen({
  dossier,
  kept,
  onRestore,
}: {
  readonly dossier: DossierView;
  /** Opens at the newest version that lost against another or came too late. */
  readonly kept: boolean;
  /** Makes a version the newest; absent where the dossier is only read. */
  readonly onRestore?: ((version: DraftVersion) => Promise<void>) | undefined;
}) {
  const { t } = useTranslation();
  const { code } = dossier;
  const [chosen, setChosen] = useState<string>();
  const asked = useQuery({
    // Below the dossier's own key: asked again whenever the draft has changed.
    queryKey: [...keys.dossier(code), 'history'],
    queryFn: () => call('drafts.history', { code }),
    staleTime: 0,
  });
  const versions = asked.data?.versions ?? [];
  const preferred = kept ? newestKept(versions) : versions.find(({ current }) => !current);
  const version = versions.find(({ id }) => id === chosen) ?? preferred ?? versions[0];
  return (
    <div className="page">
      <header className="sheet padded history-head">
        <a className="back" href={partHref(code, 'desk')}>
          <IconArrowLeft size={18} aria-hidden /> {t('history.back')}
        </a>
        <h1>{t('history.title')}</h1>
        <p className="quiet">
          {dossier.title === '' ? t('list.untitled') : dossier.title} · {t('history.lead')}
        </p>
      </header>
      <div className="stack notices">
        {asked.error !== null && <FailureNotice error={asked.error} retry={() => void asked.refetch()} />}
        {asked.data?.offline !== undefined && (
          <Notice tone="warn" heading={t('history.offline')}>
            <Button size="sm" variant="default" mt="xs" onClick={() => void asked.refetch()}>
              {t('app.retry')}
            </Button>
          </Notice>
        )}
      </div>
      {asked.isPending && <Loader role="status" aria-label={t('app.loading')} />}
      {asked.data !== undefined && version === undefined && (
        <div className="sheet">
          <Empty icon={IconHistory} heading={t('history.none')} hint={t('history.noneHint')} />
        </div>
      )}
      {version !== undefined && (
        <div className="dossier-body">
          <VersionList versions={versions} chosen={version.id} onChoose={setChosen} />
          <VersionPanel key={version.id} dossier={dossier} version={version} onRestore={onRestore} />
        </div>
      )}
    </div>
  );
}
