import { Button, Checkbox, Loader } from '@mantine/core';
import { IconDownload, IconSend, IconSignature } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow, SigningBatch } from '#shared/contract/batch.ts';
import type { User } from '#shared/contract/ipc.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { downloadFile } from '../../document/download.ts';
import { openFile } from '../../document/file-bytes.ts';
import { formatCount } from '../../format/count.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { ReportRows, WarningText } from './ReportRows.tsx';
import { sharedWarnings } from './shared-warnings.ts';
import { useBatchActs } from './useBatch.ts';
import { useReviewOf } from './useBatchDesk.ts';
import { useSubmission } from './useSubmission.ts';

/** What became of each voucher, and the next step: the rest, the Treasury, the report as a file. */
export function BatchReport({ batch, user }: { readonly batch: SigningBatch; readonly user: User }) {
  const { t } = useTranslation();
  const acts = useBatchActs();
  const review = useReviewOf();
  const { jobId, phase } = batch;
  const rows = useQuery({
    queryKey: [...keys.batchRows(jobId), phase],
    queryFn: () => call('batch.rows', { jobId }),
    staleTime: Infinity,
  });
  const all = rows.data?.rows ?? [];
  const rest = all.filter(({ state }) => state !== 'sent');
  const [restOnly, setRestOnly] = useState(false);
  // What is left to do comes first: nobody looks for one row among a thousand.
  const shown = restOnly ? rest : [...rest, ...all.filter(({ state }) => state === 'sent')];
  const shared = sharedWarnings(all);
  return (
    <div className="page batch">
      <div className="sheet padded stack">
        <h1>{t(`batch.phase.${phase}`)}</h1>
        <Outcome batch={batch} rows={rows.data?.rows} user={user} />
        {shared.length > 0 && (
          <Notice tone="warn">
            {shared.map((warning) => (
              <WarningText key={warning} code={warning} />
            ))}
          </Notice>
        )}
        <div className="row">
          {rest.length > 0 && (
            <Button
              size="lg"
              data-autofocus
              leftSection={<IconSignature size={22} aria-hidden />}
              onClick={() => review([...new Set(rest.map(({ code }) => code))])}
            >
              {t('batch.rest', { count: rest.length })}
            </Button>
          )}
          {signingStepOf(user.role) === 'CTK' && <SubmitAll rows={all} />}
          <Download jobId={jobId} format="xlsx" />
          <Download jobId={jobId} format="csv" />
          <span className="grow" />
          <Button
            variant="default"
            onClick={() => {
              acts.dismiss();
              go({ screen: 'dossiers' });
            }}
          >
            {t('batch.finished')}
          </Button>
        </div>
      </div>
      <section className="sheet" aria-label={t('batch.report')}>
        <div className="list-head">
          <h2>{t('batch.report')}</h2>
          {rest.length > 0 && (
            <Checkbox
              label={`${t('batch.failuresOnly')} (${formatCount(rest.length)})`}
              checked={restOnly}
              onChange={(event) => setRestOnly(event.currentTarget.checked)}
            />
          )}
        </div>
        {rows.isPending && <Loader m="md" role="status" aria-label={t('app.loading')} />}
        {rows.error !== null && <FailureNotice error={rows.error} retry={() => void rows.refetch()} />}
        {rows.data !== undefined && <ReportRows rows={shown} shared={shared} />}
      </section>
    </div>
  );
}

function Outcome({
  batch,
  rows,
  user,
}: {
  readonly batch: SigningBatch;
  readonly rows: readonly BatchRow[] | undefined;
  readonly user: User;
}) {
  const { t } = useTranslation();
  const { phase, sent, entries, failure } = batch;
  const left = entries - sent;
  const numbers = { sent: formatCount(sent), left: formatCount(left) };
  const cancelled =
    phase === 'cancelled' || failure?.code === 'PIN_CANCELLED' || failure?.code === 'SIGNING_CANCELLED';
  if (cancelled)
    return (
      <Notice tone="info">
        <p>{t('batch.cancelledText', numbers)}</p>
        {batch.byPhone && <p>{t('remoteCa.stillOnPhone')}</p>}
      </Notice>
    );
  if (phase === 'failed' && failure !== undefined) return <FailureNotice failure={failure} />;
  const untrusted = rows?.some(({ indication }) => indication === 'invalid') === true;
  if (left === 0 && !untrusted)
    return (
      <Notice tone="good">
        {t('batch.doneAll', { count: entries })}
        {signingStepOf(user.role) === 'KTT' && ` ${t('batch.doneNext')}`}
      </Notice>
    );
  return (
    <>
      <Notice tone="warn">{t('batch.doneSome', numbers)}</Notice>
      {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
    </>
  );
}

/** What the account holder has signed in this batch and now has every signature. */
function SubmitAll({ rows }: { readonly rows: readonly BatchRow[] }) {
  const { t } = useTranslation();
  const submission = useSubmission();
  const ready = useQuery({
    // Below the list's key: asked again whenever a dossier has changed.
    queryKey: [...keys.dossiers, 'to-submit'],
    queryFn: () => call('dossiers.list', { status: 'CHO_GUI', scope: 'mine', limit: 1000 }),
    staleTime: 0,
  });
  const signed = new Set<string>(rows.filter(({ state }) => state === 'sent').map(({ code }) => code));
  const complete = ready.data?.dossiers.filter(({ code }) => signed.has(code)) ?? [];
  if (complete.length === 0) return null;
  return (
    <Button
      size="lg"
      leftSection={<IconSend size={22} aria-hidden />}
      onClick={() => {
        submission.begin('submit', complete);
        go({ screen: 'submission' });
      }}
    >
      {t('batch.submitAll', { count: complete.length })}
    </Button>
  );
}

function Download({ jobId, format }: { readonly jobId: string; readonly format: 'csv' | 'xlsx' }) {
  const { t, i18n } = useTranslation();
  const save = useMutation({
    mutationFn: async () => downloadFile(await openFile(await call('batch.report', { jobId, format }))),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t('batch.export', { format: format === 'csv' ? 'CSV' : 'Excel' })}
    </Button>
  );
}
