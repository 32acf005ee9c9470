import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';

/** What is happening now, how far it is, and the way to stop it. */
export function SigningProgress({
  job,
  failure,
  onCancel,
}: {
  readonly job: SigningJob;
  readonly failure: Failure | undefined;
  readonly onCancel: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [stopping, setStopping] = useState(false);
  const share = job.total === 0 ? 0 : (job.done / job.total) * 100;
  return (
    <div className="stack">
      <div role="status" aria-live="polite">
        <p className="lead">{t(`signing.phase.${job.phase}`)}</p>
        <p className="quiet figures" style={{ margin: 0 }}>
          {t('signing.progress', { done: job.done, total: job.total })}
          {job.current !== '' && ` · ${job.current}`}
        </p>
      </div>
      <Progress
        value={share}
        size="xl"
        animated={job.phase === 'signing'}
        aria-label={t('signing.progress', { done: job.done, total: job.total })}
      />
      {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
      <div className="dialog-foot">
        <span className="grow" />
        <Button
          variant="default"
          disabled={stopping || job.phase === 'sending'}
          onClick={() => {
            setStopping(true);
            void onCancel().finally(() => setStopping(false));
          }}
        >
          {stopping ? t('signing.stopping') : t('signing.stop')}
        </Button>
      </div>
    </div>
  );
}
