import { Button, Loader, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFocusBack, useSettledSteps } from '../../components/settle-focus.ts';
import { cancelledWords } from './cancelled-words.ts';
import { useTokenJob } from './useTokenJob.ts';

/**
 * Work on a token from its consent to its end: says first what will happen and what it may cost, then the PIN prompt
 * comes over it, then the outcome stands here. After a failure the person may begin again.
 */
export function JobDialog({
  title,
  start,
  ready,
  begin,
  children,
  done,
  onClose,
}: {
  readonly title: string;
  /** Words of the button that begins. */
  readonly start: string;
  readonly ready: boolean;
  readonly begin: () => Promise<TokenJob>;
  /** What is said before. */
  readonly children: ReactNode;
  readonly done: (job: TokenJob) => ReactNode;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const work = useTokenJob(() => {
    // A wrong or a new PIN changes how the token stands.
    void client.invalidateQueries({ queryKey: keys.tokens });
    void client.invalidateQueries({ queryKey: keys.certificates });
  });
  const { job } = work;
  const finished = job?.phase === 'done';
  const cancelled =
    job?.phase === 'cancelled' ||
    job?.failure?.code === 'PIN_CANCELLED' ||
    job?.failure?.code === 'SIGNING_CANCELLED';
  const failure = cancelled ? undefined : (work.failure ?? job?.failure);
  useFocusBack();
  // The button that began is switched off meanwhile; what there is to press afterwards has the focus again.
  useSettledSteps(work.busy ? 'busy' : (job?.jobId ?? 'asking'));
  return (
    <Modal
      opened
      onClose={() => {
        if (!work.busy) onClose();
      }}
      closeButtonProps={{ 'aria-label': t('app.close'), disabled: work.busy }}
      closeOnClickOutside={false}
      size={720}
      title={<b>{title}</b>}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (finished) onClose();
          else if (ready && !work.busy) void work.start(begin);
        }}
      >
        {finished ? done(job) : children}
        {cancelled && (
          <Notice tone={(job.wrongEntries ?? 0) > 0 ? 'warn' : 'info'}>
            <p>{t(cancelledWords(job))}</p>
          </Notice>
        )}
        {failure !== undefined && <FailureNotice failure={failure} />}
        {work.busy && (
          <span className="row" role="status">
            <Loader size="sm" role="presentation" />
            {t(job?.phase === 'awaiting-pin' ? 'tokens.job.waiting' : 'tokens.job.working')}
          </span>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {!finished && (
            <Button variant="default" onClick={() => (work.busy ? void work.cancel() : onClose())}>
              {t('app.cancel')}
            </Button>
          )}
          <Button
            type="submit"
            disabled={!finished && (!ready || work.busy)}
            // A button that is switched off cannot take the focus: then the consent above it does.
            data-autofocus={ready || finished ? true : undefined}
          >
            {finished ? t('app.close') : start}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
