import { Button, Loader } from '@mantine/core';
import { IconCopy, IconRestore } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { formatMinute } from '../../format/date.ts';
import { useTakeView } from '../dossier/useDossier.ts';
import { ChangeList } from './ChangeList.tsx';
import { VersionContent } from './VersionContent.tsx';

/** One version: what has changed since, what it holds, and what can be done with it. */
export function VersionPanel({
  dossier,
  version,
  onRestore,
}: {
  readonly dossier: DossierView;
  readonly version: DraftVersion;
  readonly onRestore?: ((version: DraftVersion) => Promise<void>) | undefined;
}) {
  const { t } = useTranslation();
  const { code } = dossier;
  const take = useTakeView();
  const at = formatMinute(version.at);
  const asked = useQuery({
    queryKey: [...keys.dossier(code), 'version', version.id],
    queryFn: () => call('drafts.version', { code, versionId: version.id }),
    staleTime: 0,
    gcTime: 30_000,
  });
  const copy = useMutation({
    mutationFn: () => call('drafts.copyVersion', { code, versionId: version.id }),
    onSuccess: (view) => {
      take(view);
      notifyDone(t('history.copied', { code: view.code }));
      go({ screen: 'dossier', code: view.code });
    },
  });
  const restore = useMutation({ mutationFn: async () => onRestore?.(version) });
  const shown = asked.data;
  const now = dossier.content;
  // As restoring would do it: read the other way round, an added file looks like one that was taken away.
  const changes = shown === undefined ? [] : contentChanges(now, shown.content);
  // A late edit is merged in, so restoring it may change less than what differs.
  const whole = onRestore !== undefined && version.cause !== 'late';
  return (
    <div className="stack">
      <section className="sheet padded" aria-label={t('history.version', { at })}>
        <div className="row">
          <h2 className="grow" style={{ margin: 0 }}>
            {t('history.version', { at })} <span className="quiet">· {version.by}</span>
          </h2>
          {onRestore !== undefined && (
            <Button
              size="sm"
              leftSection={<IconRestore size={18} aria-hidden />}
              disabled={version.current || (shown !== undefined && changes.length === 0)}
              loading={restore.isPending}
              onClick={() => restore.mutate()}
            >
              {t('history.restore')}
            </Button>
          )}
          <Button
            size="sm"
            variant="default"
            leftSection={<IconCopy size={18} aria-hidden />}
            loading={copy.isPending}
            onClick={() => copy.mutate()}
          >
            {t('history.copy')}
          </Button>
        </div>
        <div className="stack" style={{ marginTop: 12 }}>
          {[asked.error, restore.error, copy.error].map(
            (error, index) => error !== null && <FailureNotice key={index} error={error} />,
          )}
          {asked.isPending && <Loader role="status" aria-label={t('app.loading')} />}
          {shown !== undefined && (
            <ChangeList
              changes={changes}
              heading={t(whole ? 'history.restoreChanges' : 'history.differences', {
                count: changes.length,
              })}
              contents={[now, shown.content]}
            />
          )}
        </div>
      </section>
      {shown !== undefined && (
        <section className="sheet padded" aria-label={t('history.content')}>
          <h2>{t('history.content')}</h2>
          <VersionContent content={shown.content} />
        </section>
      )}
    </div>
  );
}
