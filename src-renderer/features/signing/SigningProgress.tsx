import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { PhoneWait } from '../remote-ca/PhoneWait.tsx';

/** What is happening now, how far it is, and the way to stop it. */
export function SigningProgress({
  job,
  byPhone,
  failure,
  sum,
  onCancel,
  onResend,
}: {
  readonly job: SigningJob;
  /** No token is in it. */
  readonly byPhone: boolean;
  readonly failure: Failure | undefined;
  /** Đồng, where money is signed for. */
  readonly sum?: string | undefined;
  readonly onCancel: () => Promise<void>;
  /** Takes the request on the phone back and sends a new one. */
  readonly onResend: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [stopping, setStopping] = useState(false);
  const stop = (work: () => Promise<void>) => {
    setStopping(true);
    void work().finally(() => setStopping(false));
  };
  if (job.phase === 'awaiting-phone' && job.phone !== undefined)
    return (
      <>
        {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
        <PhoneWait
          phone={job.phone}
          sum={sum}
          busy={stopping}
          onCancel={() => stop(onCancel)}
          onResend={() => stop(onResend)}
        />
      </>
    );
  const share = job.total === 0 ? 0 : (job.done / job.total) * 100;
  return (
    <div className="stack">
      <div role="status" aria-live="polite">
        <p className="lead">
          {t(byPhone && job.phase === 'signing' ? 'remoteCa.embedding' : `signing.phase.${job.phase}`)}
        </p>
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
          onClick={() => stop(onCancel)}
        >
          {stopping ? t('signing.stopping') : t('signing.stop')}
        </Button>
      </div>
    </div>
  );
}
