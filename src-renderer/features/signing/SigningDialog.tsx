import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { keys } from '../../bridge/queries.ts';
import { useFocusBack, useSettledSteps } from '../../components/settle-focus.ts';
import { useDossier } from '../dossier/useDossier.ts';
import { CertificateChoice } from './CertificateChoice.tsx';
import { SigningProgress } from './SigningProgress.tsx';
import { SigningResult } from './SigningResult.tsx';
import { isOver, useSigningJob } from './useSigningJob.ts';
import './signing.css';

/** Choose a certificate → PIN → progress → result. Closing is possible whenever nothing is being signed. */
export function SigningDialog({
  dossier,
  seen,
  onClose,
}: {
  readonly dossier: DossierView;
  /** Ids of the documents that were opened on screen before. */
  readonly seen: ReadonlySet<string>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const newest = useDossier(dossier.code).data ?? dossier;
  const signing = useSigningJob(dossier, (job) => {
    if (job.phase === 'done') {
      void client.invalidateQueries({ queryKey: keys.dossier(dossier.code) });
      void client.invalidateQueries({ queryKey: keys.dossiers });
    }
    // A wrong PIN or a pulled token changes what the list of certificates has to say.
    void client.invalidateQueries({ queryKey: keys.certificates });
  });
  const { job } = signing;
  const busy = signing.starting || (job !== undefined && !isOver(job.phase));
  useFocusBack();
  useSettledSteps(
    job === undefined ? (signing.starting ? 'starting' : 'choice') : isOver(job.phase) ? 'over' : 'busy',
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
      title={<b>{t('signing.title')}</b>}
    >
      {job === undefined && (
        <CertificateChoice
          dossier={dossier}
          seen={seen}
          starting={signing.starting}
          failure={signing.failure}
          onSign={(certificate) => void signing.start(certificate)}
        />
      )}
      {job !== undefined && !isOver(job.phase) && (
        <SigningProgress job={job} failure={signing.failure} onCancel={signing.cancel} />
      )}
      {job !== undefined && isOver(job.phase) && (
        <SigningResult job={job} dossier={newest} onAgain={signing.reset} onClose={onClose} />
      )}
    </Modal>
  );
}
