import { Button, Loader, Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { formatCount } from '../../format/count.ts';
import { useNewDossier } from '../dossier/useNewDossier.tsx';
import { ListImport } from '../import/ListImport.tsx';
import { ExpiryReminder } from '../tokens/ExpiryReminder.tsx';
import { StoreNotices } from '../store-notices/StoreNotices.tsx';
import { DossierFilters } from './DossierFilters.tsx';
import { PendingRequests } from '../remote-ca/PendingRequests.tsx';
import { ChosenBar } from './ChosenBar.tsx';
import { DossierTable } from './DossierTable.tsx';
import { NothingFound } from './NothingFound.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { StatusChips } from './StatusChips.tsx';
import { useListHead } from './useDossierPages.ts';
import { useListView } from './useListView.ts';

/** How long (ms) typing must rest before the search begins. */
const typingRest = 150;

/** Every dossier of the unit that this person may see; their own tasks first. */
export function DossierList({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const [view, change] = useListView();
  const [query] = useDebouncedValue(view.query.trim(), typingRest);
  const head = useListHead(view, query);
  const create = useNewDossier();
  const mayCreate = user.role === 'KTV';
  useShortcut('alt+n', () => create.start(), mayCreate && !create.isPending);

  const found = head.data?.found ?? head.data?.dossiers.length ?? 0;
  const counts = head.data?.counts;
  return (
    <div className="page">
      {create.dialog}
      <div className="title-row">
        <h1>{t('list.title')}</h1>
        {mayCreate && (
          <div className="row">
            <ListImport />
            <Button
              size="lg"
              leftSection={<IconFilePlus size={22} aria-hidden />}
              loading={create.isPending}
              onClick={() => create.start()}
            >
              {t('list.create')} <kbd aria-hidden>Alt+N</kbd>
            </Button>
          </div>
        )}
      </div>
      <StoreNotices />
      <OfflineBanner />
      <PendingRequests />
      <ExpiryReminder user={user} />
      <div className="sheet">
        <div className="row" style={{ padding: '10px 16px 0', alignItems: 'flex-end' }}>
          <Tabs
            value={view.scope}
            onChange={(next) => change({ scope: next === 'all' ? 'all' : 'mine', status: '' })}
            className="grow"
          >
            <Tabs.List>
              {(['mine', 'all'] as const).map((scope) => (
                <Tabs.Tab key={scope} value={scope} aria-controls="dossier-rows">
                  {t(`list.${scope}`)}
                  {counts !== undefined && <b className="figures"> ({formatCount(counts[scope])})</b>}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
        </div>
        <StatusChips
          counts={counts?.byStatus}
          status={view.status}
          onChoose={(status) => change({ status, scope: status === '' ? view.scope : 'all' })}
        />
        <DossierFilters view={view} onChange={change} found={head.data === undefined ? undefined : found} />
        <div id="dossier-rows">
          {head.isPending && (
            <div className="empty">
              <Loader role="status" aria-label={t('app.loading')} />
            </div>
          )}
          {head.error !== null && (
            <div style={{ padding: 16 }}>
              <FailureNotice error={head.error} retry={() => void head.refetch()} />
            </div>
          )}
          {head.data !== undefined && found > 0 && (
            <DossierTable
              view={view}
              query={query}
              found={found}
              stale={head.isPlaceholderData}
              onOrder={(order) => change({ order })}
              onLeave={(place) => change({ place })}
            />
          )}
          {head.data !== undefined && found === 0 && (
            <NothingFound
              scope={view.scope}
              filtered={query !== '' || view.status !== ''}
              mayCreate={mayCreate}
              others={(counts?.all ?? 0) > 0}
              onClear={() => change({ query: '', status: '' })}
              onAll={() => change({ scope: 'all' })}
            />
          )}
        </div>
      </div>
      <ChosenBar user={user} />
    </div>
  );
}
