import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BatchEntry } from '#shared/contract/batch.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { keys } from '../../bridge/queries.ts';
import { useFocusBack } from '../../components/settle-focus.ts';
import { formatCount } from '../../format/count.ts';
import { useChosen } from '../dossier-list/useChosen.ts';
import { CertificateChoice } from '../signing/CertificateChoice.tsx';
import '../signing/signing.css';
import { entryKey, expectedOf, isLookedAt, totalOf, type BatchDesk } from './batch-desk.ts';
import { entryLine } from './entry-words.ts';
import { useBatchActs } from './useBatch.ts';

/** The last step before the PIN: the certificate, and plain words for what was not looked at. */
export function BatchSigning({
  entries,
  desk,
  onClose,
}: {
  readonly entries: readonly BatchEntry[];
  readonly desk: BatchDesk;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const acts = useBatchActs();
  const { clear } = useChosen();
  const count = entries.length;
  const signatures = entries.reduce((sum, { documents }) => sum + documents.length, 0);
  useFocusBack();
  const start = async (certificateId: string) => {
    const started = await acts.start({ certificateId, dossiers: expectedOf(entries) });
    if (started) {
      clear();
      onClose();
    }
    // A token that was pulled out or locked meanwhile changes what the list of certificates has to say.
    void client.invalidateQueries({ queryKey: keys.certificates });
  };
  return (
    <Modal
      opened
      onClose={() => {
        if (!acts.busy) onClose();
      }}
      closeButtonProps={{ 'aria-label': t('app.close'), disabled: acts.busy }}
      closeOnClickOutside={false}
      size={860}
      title={<b>{t('batch.chooseTitle')}</b>}
    >
      <CertificateChoice
        lead={t('batch.chooseLead', {
          count,
          signatures: formatCount(signatures),
          total: formatDong(totalOf(entries)),
        })}
        documents={entries.map((entry) => ({ id: entryKey(entry), name: entryLine(entry, t) }))}
        seen={new Set(entries.filter((entry) => isLookedAt(entry, desk)).map(entryKey))}
        starting={acts.busy}
        failure={acts.failure}
        words={{
          looked: (seen) => t('batch.looked', { seen: formatCount(seen), all: formatCount(count) }),
          unopened: (unopened) => t('batch.unopened', { count: unopened }),
          consent: (unopened) => t('batch.consent', { count: unopened }),
          sign: t('batch.signNow', { count }),
        }}
        onSign={(certificateId) => void start(certificateId)}
      />
    </Modal>
  );
}
