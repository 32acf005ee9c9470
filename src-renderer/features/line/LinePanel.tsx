import { Button, Drawer, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { useSignInAgain } from '../../app/useSession.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { useNow } from '../../components/useNow.ts';
import { formatCount } from '../../format/count.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { age, dayAndTime } from './line-words.ts';
import { BlockedChanges } from './BlockedChanges.tsx';
import { QueueList } from './QueueList.tsx';
import { unsentParts, type Unsent } from './unsent.ts';
import { useLine } from './useLine.ts';

/** Everything about the line: what is happening, how old the data is, what waits, and how to hurry it. */
export function LinePanel({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={500}
      padding="lg"
      lockScroll={false}
      title={<b>{t('line.title')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <PanelBody onClose={onClose} />
    </Drawer>
  );
}

function PanelBody({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { data: state } = useLine();
  const [, askToSignIn] = useSignInAgain();
  const tryNow = useMutation({
    mutationFn: () => call('sync.now', {}),
    onSuccess: (next) => client.setQueryData(keys.sync, next),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  if (state === undefined) return null;
  const changes = unsentParts(state);
  return (
    <div className="stack">
      <div className="line-now">
        <p>{t(`line.now.${explanation(state, changes)}`, { count: changes.going })}</p>
        <BlockedChanges changes={changes} />
      </div>
      {state.line === 'syncing' && <PullProgress state={state} />}
      <LineFacts state={state} />
      {state.failure !== undefined && state.line !== 'live' && state.line !== 'sign-in' && (
        <FailureNotice failure={state.failure} tone="warn" />
      )}
      <div className="row">
        {state.line === 'sign-in' ? (
          <Button
            onClick={() => {
              onClose();
              askToSignIn(true);
            }}
          >
            {t('line.signInAgain')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={tryNow.isPending}
            onClick={() => tryNow.mutate()}
          >
            {t('line.retryNow')}
          </Button>
        )}
      </div>
      <QueueList onLeave={onClose} />
    </div>
  );
}

function explanation(
  { line }: SyncState,
  { going, toChoose, refused }: Unsent,
): SyncState['line'] | 'liveWaiting' | 'liveBlocked' {
  if (line !== 'live') return line;
  if (going > 0) return 'liveWaiting';
  return toChoose + refused > 0 ? 'liveBlocked' : 'live';
}

function PullProgress({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation();
  const { done = 0, total = 0 } = state.progress ?? {};
  if (total === 0) return null;
  return (
    <div>
      <Progress value={(100 * done) / total} aria-label={t('line.syncing')} />
      <span className="small figures">
        {t('line.progress', { done: formatCount(done), total: formatCount(total) })}
      </span>
    </div>
  );
}

function LineFacts({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const seconds =
    state.nextTryAt === undefined ? undefined : (Date.parse(state.nextTryAt) - now.getTime()) / 1000;
  return (
    <dl className="facts">
      <dt>{t('line.shownAsOf')}</dt>
      <dd>
        {state.syncedAt === undefined
          ? t('line.never')
          : `${dayAndTime(state.syncedAt, now, t)} (${age(state.syncedAt, now, t)})`}
      </dd>
      {state.line === 'offline' && seconds !== undefined && (
        <>
          <dt>{t('line.nextTry')}</dt>
          <dd className="figures">
            {seconds > 0 ? t('line.seconds', { count: Math.ceil(seconds) }) : t('line.trying')}
          </dd>
        </>
      )}
    </dl>
  );
}
