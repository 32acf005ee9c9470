import { Button, CloseButton, Loader, NativeSelect, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus, IconInbox, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dossierStatusSchema, type DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { DossierSummary, User } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { DossierTable } from './DossierTable.tsx';
import { isMine, matchesQuery, ordered, type Order } from './ordering.ts';

type Tab = 'mine' | 'all';

/** Every dossier of the unit that this person may see; their own tasks first. */
export function DossierList({ user }: { readonly user: User }) {
  const { t, i18n } = useTranslation();
  const [tab, setTab] = useState<Tab>('mine');
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 150);
  const [status, setStatus] = useState<DossierStatus | ''>('');
  const [order, setOrder] = useState<Order>({ column: 'updatedAt', descending: true });
  const searchField = useRef<HTMLInputElement>(null);
  const list = useQuery({
    queryKey: keys.dossiers,
    queryFn: () => call('dossiers.list', {}),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const create = useMutation({
    mutationFn: () => call('drafts.create', {}),
    onSuccess: ({ code }) => go({ screen: 'dossier', code }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const mayCreate = user.role === 'KTV';
  useShortcut('alt+n', () => create.mutate(), mayCreate && !create.isPending);
  useShortcut('ctrl+k', () => searchField.current?.focus());

  const all = list.data?.dossiers ?? [];
  const mine = all.filter((dossier) => isMine(dossier, user.role));
  const found = ordered(
    (tab === 'mine' ? mine : all).filter(
      (dossier) =>
        (status === '' || dossier.status === status) && (asked === '' || matchesQuery(dossier, asked)),
    ),
    order,
    { status: (one) => t(`status.${one}`), role: (role) => t(`role.${role}`) },
  );
  const filtered = asked !== '' || status !== '';
  const clear = () => {
    setQuery('');
    setStatus('');
  };

  return (
    <div className="page">
      <div className="title-row">
        <h1>{t('list.title')}</h1>
        {mayCreate && (
          <Button
            size="lg"
            leftSection={<IconFilePlus size={22} aria-hidden />}
            loading={create.isPending}
            onClick={() => create.mutate()}
          >
            {t('list.create')} <kbd aria-hidden>Alt+N</kbd>
          </Button>
        )}
      </div>
      {list.data?.offline !== undefined && (
        <div style={{ marginBottom: 14 }}>
          <FailureNotice failure={list.data.offline} tone="warn" retry={() => void list.refetch()}>
            <span>{t('list.offline')}</span>
          </FailureNotice>
        </div>
      )}
      <div className="sheet">
        <div className="row" style={{ padding: '10px 16px 0', alignItems: 'flex-end' }}>
          <Tabs value={tab} onChange={(next) => setTab(next === 'all' ? 'all' : 'mine')} className="grow">
            <Tabs.List>
              <Tabs.Tab value="mine" aria-controls="dossier-rows">
                {t('list.mine')} <b className="figures">({mine.length})</b>
              </Tabs.Tab>
              <Tabs.Tab value="all" aria-controls="dossier-rows">
                {t('list.all')} <b className="figures">({all.length})</b>
              </Tabs.Tab>
            </Tabs.List>
          </Tabs>
        </div>
        <div className="row" style={{ padding: '12px 16px' }}>
          <TextInput
            ref={searchField}
            className="grow"
            aria-label={t('list.searchLabel')}
            placeholder={`${t('list.search')}  (Ctrl+K)`}
            leftSection={<IconSearch size={18} aria-hidden />}
            rightSection={
              query === '' ? null : <CloseButton aria-label={t('list.clear')} onClick={() => setQuery('')} />
            }
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label={t('list.status')}
            value={status}
            onChange={(event) =>
              setStatus(dossierStatusSchema.safeParse(event.currentTarget.value).data ?? '')
            }
            data={[
              { value: '', label: t('list.anyStatus') },
              ...dossierStatusSchema.options.map((one) => ({ value: one, label: t(`status.${one}`) })),
            ]}
          />
        </div>
        <div id="dossier-rows">
          {list.isPending && (
            <div className="empty">
              <Loader aria-label={t('app.loading')} />
            </div>
          )}
          {list.error !== null && (
            <div style={{ padding: 16 }}>
              <FailureNotice error={list.error} retry={() => void list.refetch()} />
            </div>
          )}
          {list.data !== undefined && found.length > 0 && (
            <DossierTable dossiers={found} order={order} onOrder={setOrder} />
          )}
          {list.data !== undefined && found.length === 0 && (
            <NothingFound
              tab={tab}
              filtered={filtered}
              mayCreate={mayCreate}
              all={all}
              onClear={clear}
              onAll={() => setTab('all')}
            />
          )}
        </div>
      </div>
      <p className="quiet small" role="status">
        {list.data === undefined ? '' : t('list.count', { count: found.length })}
      </p>
    </div>
  );
}

function NothingFound({
  tab,
  filtered,
  mayCreate,
  all,
  onClear,
  onAll,
}: {
  readonly tab: Tab;
  readonly filtered: boolean;
  readonly mayCreate: boolean;
  readonly all: readonly DossierSummary[];
  readonly onClear: () => void;
  readonly onAll: () => void;
}) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <Empty icon={IconSearchOff} heading={t('list.emptyFound')} hint={t('list.emptyFoundHint')}>
        <Button variant="default" onClick={onClear}>
          {t('list.clear')}
        </Button>
      </Empty>
    );
  }
  if (tab === 'mine' && (all.length > 0 || !mayCreate)) {
    return (
      <Empty icon={IconInbox} heading={t('list.emptyMine')} hint={t('list.emptyMineHint')}>
        {all.length > 0 && (
          <Button variant="default" onClick={onAll}>
            {t('list.all')}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <Empty
      icon={IconInbox}
      heading={t('list.emptyAll')}
      hint={mayCreate ? t('list.emptyAllHint') : t('list.emptyMineHint')}
    />
  );
}
