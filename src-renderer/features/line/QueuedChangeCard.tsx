import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuedChange } from '#shared/contract/sync/window.ts';
import { failureText } from '#shared/contract/errors.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { useNow } from '../../components/useNow.ts';
import { formatSize } from '../../format/size.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { dayAndTime } from './line-words.ts';

const tones: Readonly<Record<QueuedChange['state'], 'plain' | 'info' | 'warn' | 'bad'>> = {
  waiting: 'plain',
  sending: 'info',
  uploading: 'info',
  conflict: 'warn',
  'set-aside': 'bad',
};

/** One change that waits: of which dossier, since when, why, and what may be done about it. */
export function QueuedChangeCard({
  change,
  onLeave,
}: {
  readonly change: QueuedChange;
  readonly onLeave: () => void;
}) {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const language = languageOf(i18n);
  const step = useMutation({
    mutationFn: (name: 'sync.retry' | 'sync.discard') => call(name, { sequence: change.sequence }),
    onSuccess: (state, name) => {
      client.setQueryData(keys.sync, state);
      void client.invalidateQueries({ queryKey: keys.queue });
      if (name === 'sync.discard') notifyDone(t('line.discarded'));
    },
    onError: (thrown) => notifyFailure(thrown, language),
  });
  const text = change.failure === undefined ? undefined : failureText(change.failure.code, language);
  return (
    <li className="queued" data-state={change.state} aria-busy={step.isPending}>
      <div className="row queued-head">
        <b className="grow">{change.title === '' ? t('list.untitled') : change.title}</b>
        <span className="badge" data-tone={tones[change.state]}>
          {t(`line.state.${change.state}`)}
        </span>
      </div>
      <div className="quiet small figures">
        {change.code}
        {change.kind === 'delete' && ` · ${t('line.deletion')}`}
        {` · ${t('line.changedAt', { at: dayAndTime(change.at, now, t) })}`}
        {change.attempts > 1 && ` · ${t('line.attempts', { count: change.attempts })}`}
      </div>
      {change.upload !== undefined && <UploadProgress upload={change.upload} />}
      {change.state === 'conflict' && <p className="small">{t('line.conflictText')}</p>}
      {text !== undefined && (
        <p className="small">
          <b>{text.heading}.</b> {text.explanation} <b>{t('app.remedy')}:</b> {text.remedy}
        </p>
      )}
      {sure ? (
        <div className="queued-sure" role="group" aria-label={t('line.discardSure')}>
          <p>
            <b>{t('line.discardSure')}</b> {t('line.discardText')}
          </p>
          <div className="row">
            <Button size="sm" variant="default" autoFocus onClick={() => setSure(false)}>
              {t('line.keep')}
            </Button>
            <Button
              size="sm"
              color="seal"
              loading={step.isPending}
              onClick={() => step.mutate('sync.discard')}
            >
              {t('line.discard')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="row">
          {change.kind === 'save' && (
            <Button
              size="sm"
              variant="default"
              onClick={() => {
                onLeave();
                go({ screen: 'dossier', code: change.code });
              }}
            >
              {t(change.state === 'conflict' ? 'line.decide' : 'line.openDossier')}
            </Button>
          )}
          {(change.state === 'set-aside' || change.failure !== undefined) && (
            <Button
              size="sm"
              variant="default"
              loading={step.isPending}
              onClick={() => step.mutate('sync.retry')}
            >
              {t('line.retry')}
            </Button>
          )}
          {change.state === 'set-aside' && (
            <Button size="sm" variant="subtle" color="seal" onClick={() => setSure(true)}>
              {t('line.discard')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function UploadProgress({ upload }: { readonly upload: NonNullable<QueuedChange['upload']> }) {
  const { t } = useTranslation();
  const { name, sent, total } = upload;
  const words = t('line.uploading', { name, sent: formatSize(sent), total: formatSize(total) });
  return (
    <div>
      <Progress value={total === 0 ? 0 : (100 * sent) / total} aria-label={words} />
      <span className="small figures">{words}</span>
    </div>
  );
}
