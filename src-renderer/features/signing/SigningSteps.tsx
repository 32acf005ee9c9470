import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SigningJob } from '#shared/contract/ipc.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { keys } from '../../bridge/queries.ts';
import { useFocusBack, useSettledSteps } from '../../components/settle-focus.ts';
import type { SignWay } from '../remote-ca/sign-way.ts';
import { CertificateChoice, type ShownDocument } from './CertificateChoice.tsx';
import { SigningProgress } from './SigningProgress.tsx';
import { SigningResult, type Offer } from './SigningResult.tsx';
import { isOver, useSigningJob } from './useSigningJob.ts';
import './signing.css';

/** Choose a certificate → PIN → progress → result. Closing is possible whenever nothing is being signed. */
export function SigningSteps({
  title,
  lead,
  sum,
  documents,
  seen,
  judge,
  way,
  begin,
  onDone,
  download,
  next,
  onClose,
}: {
  readonly title: string;
  /** What is about to be signed. */
  readonly lead: string;
  /** Đồng, where money is signed for. */
  readonly sum?: string | undefined;
  readonly documents: readonly ShownDocument[];
  /** Ids of the documents that were opened on screen before. */
  readonly seen: ReadonlySet<string>;
  /** See `CertificateChoice`. */
  readonly judge?: ((certificate: CertificateView) => CertificateView) | undefined;
  /** See `CertificateChoice`. */
  readonly way?: SignWay | undefined;
  readonly begin: (certificateId: string) => Promise<SigningJob>;
  readonly onDone: () => void;
  readonly download: Omit<Offer, 'label'>;
  /** What can be done at once with what was signed. */
  readonly next?: Offer | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const signing = useSigningJob(begin, (job) => {
    if (job.phase === 'done') onDone();
    // A wrong PIN or a pulled token changes what the list of certificates has to say.
    void client.invalidateQueries({ queryKey: keys.certificates });
  });
  const { job } = signing;
  const busy = signing.starting || (job !== undefined && !isOver(job.phase));
  useFocusBack();
  useSettledSteps(
    job === undefined
      ? signing.starting
        ? 'starting'
        : 'choice'
      : // What can be done next is known a moment after the result: its button stands in the place of another.
        `${isOver(job.phase) ? 'over' : job.phase} ${next?.label ?? ''}`,
  );
  return (
    <Modal
      opened
      onClose={() => {
        if (!busy) onClose();
      }}
      closeButtonProps={{ 'aria-label': t('app.close'), disabled: busy }}
      closeOnClickOutside={false}
      size={860}
      title={<b>{title}</b>}
    >
      {job === undefined && (
        <CertificateChoice
          lead={lead}
          documents={documents}
          seen={seen}
          starting={signing.starting}
          failure={signing.failure}
          judge={judge}
          way={way}
          onSign={(certificate) => void signing.start(certificate)}
        />
      )}
      {job !== undefined && !isOver(job.phase) && (
        <SigningProgress
          job={job}
          byPhone={signing.byPhone}
          failure={signing.failure}
          sum={sum}
          onCancel={signing.cancel}
          onResend={signing.resend}
        />
      )}
      {job !== undefined && isOver(job.phase) && (
        <SigningResult
          job={job}
          download={download}
          next={next}
          resending={signing.starting}
          onResend={() => void signing.resend()}
          onAgain={signing.reset}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
