import { Button, Progress } from '@mantine/core';
import { IconDeviceMobile, IconKey, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningBatch } from '#shared/contract/batch.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { formatCount } from '../../format/count.ts';
import { PhoneWait } from '../remote-ca/PhoneWait.tsx';
import { ProviderFetch } from '../remote-ca/ProviderFetch.tsx';
import { isResendable } from '../remote-ca/resendable.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { timeLeft } from './time-left.ts';
import { useBatchActs } from './useBatch.ts';

/** How the batch goes: one bar, what is at hand, how long yet; the ways to stop it and to go on. */
export function BatchProgress({ batch }: { readonly batch: SigningBatch }) {
  const { t } = useTranslation();
  const acts = useBatchActs();
  const [stopping, setStopping] = useState(false);
  const { jobId, phase, signed, documents, sent, entries, failed } = batch;
  const paused = phase === 'paused';
  const sending = phase === 'sending';
  const cancel = () => {
    setStopping(true);
    void acts.cancel(jobId).finally(() => setStopping(false));
  };
  const resend = () => {
    setStopping(true);
    void acts.resend(jobId).finally(() => setStopping(false));
  };
  const asked = phase === 'awaiting-phone' ? batch.phone : undefined;
  // Before the first signature there is no progress to show, and the ways out have to be in sight.
  const moved = asked === undefined || signed > 0 || failed > 0;
  const words = t('batch.progress', { done: formatCount(signed), total: formatCount(documents) });
  const sentWords = t('batch.sent', { sent: formatCount(sent), total: formatCount(entries) });
  return (
    <div className="page batch">
      <div className="sheet padded stack batch-progress">
        <h1>{t(batch.byPhone && phase === 'signing' ? 'remoteCa.embedding' : `batch.phase.${phase}`)}</h1>
        {paused && <Paused batch={batch} />}
        {moved && (
          <>
            <div className="row figures" role="status">
              <b>{words}</b>
              <span>{sentWords}</span>
              {failed > 0 && <span className="bad">{t('batch.failedCount', { count: failed })}</span>}
            </div>
            <Progress
              // All signed: what is waited for then is the server.
              value={share(sending ? sent : signed, sending ? entries : documents)}
              size="xl"
              animated={phase === 'signing' || sending}
              aria-label={sending ? sentWords : words}
            />
          </>
        )}
        {asked === undefined ? (
          // Moves with every signature: read when the person goes there, not spoken each time.
          <div className="row quiet figures">
            <span className="grow batch-current">{batch.current}</span>
            {phase === 'signing' && <span>{timeLeft(batch.secondsLeft, t)}</span>}
            <span>
              {t('dossier.total')}: {formatDong(batch.total)} {t('app.dong')}
            </span>
          </div>
        ) : (
          <PhoneWait phone={asked} sum={batch.total} busy={stopping} onCancel={cancel} onResend={resend} />
        )}
        {acts.failure !== undefined && <FailureNotice failure={acts.failure} tone="warn" />}
        {(phase === 'signing' || phase === 'sending') && <p className="quiet">{t('batch.mayLeave')}</p>}
        {/* The phone has ways out of its own. */}
        <div className="dialog-foot" style={asked === undefined ? undefined : { display: 'none' }}>
          <span className="grow" />
          <Button variant="default" disabled={stopping || phase === 'sending'} onClick={cancel}>
            {t(stopping ? 'batch.stopping' : `batch.${stopWord(phase)}`)}
          </Button>
          {phase === 'awaiting-pin' && (
            <Button
              size="lg"
              leftSection={<IconKey size={22} aria-hidden />}
              disabled={acts.busy}
              onClick={() => void acts.prompt(jobId)}
            >
              {t('batch.enterPin')}
            </Button>
          )}
          {paused && (
            <Button
              size="lg"
              data-autofocus
              leftSection={
                isResendable(batch.failure) ? (
                  <IconDeviceMobile size={22} aria-hidden />
                ) : (
                  <IconPlayerPlay size={22} aria-hidden />
                )
              }
              loading={acts.busy}
              onClick={() => void acts.resume(jobId)}
            >
              {t(isResendable(batch.failure) ? 'remoteCa.wait.resend' : 'batch.resume')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** Per cent of a whole that may be nothing yet. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}

/** What the button that ends it is called. */
function stopWord(phase: SigningBatch['phase']): 'stop' | 'stopBefore' | 'stopPaused' {
  if (phase === 'paused') return 'stopPaused';
  return phase === 'awaiting-pin' || phase === 'awaiting-phone' || phase === 'preparing'
    ? 'stopBefore'
    : 'stop';
}

/** Why it stands still, and what to do. */
function Paused({ batch }: { readonly batch: SigningBatch }) {
  const { t } = useTranslation();
  const { failure } = batch;
  if (failure?.code === 'TOKEN_REMOVED')
    return (
      <Notice tone="warn" heading={t('batch.pausedRemoved')}>
        <p>{t('batch.pausedRemovedHint')}</p>
      </Notice>
    );
  if (batch.byPhone)
    return (
      <>
        {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
        {failure?.code === 'REMOTE_SESSION_EXPIRED' && <ProviderFetch />}
        <p className="quiet">
          {t(isResendable(failure) ? 'remoteCa.batch.resendRest' : 'remoteCa.batch.resumeRest')}
        </p>
      </>
    );
  return (
    <>
      <Notice tone="warn" heading={t('batch.pausedOther')}>
        <p>{t('batch.pausedHint')}</p>
      </Notice>
      {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
    </>
  );
}
