import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { useDownloadAll } from '../dossier/DocumentList.tsx';
import { useSubmit } from '../dossier/NextStep.tsx';
import { useDossier } from '../dossier/useDossier.ts';
import { SigningSteps } from './SigningSteps.tsx';
import { shownDigests } from './useSigningJob.ts';

/** Signing the documents of a payment dossier; when it has all its signatures it can be sent at once. */
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
  const { code, documents } = dossier;
  const newest = useDossier(code).data ?? dossier;
  const download = useDownloadAll({ code: newest.code, documents: newest.documents });
  const submit = useSubmit(newest, onClose);
  const count = documents.length;
  return (
    <SigningSteps
      title={t('signing.title')}
      lead={t('signing.chooseLead', { count, total: formatDong(dossier.total) })}
      sum={dossier.total}
      documents={documents}
      seen={seen}
      begin={(certificateId) =>
        call('signing.start', { code, certificateId, expected: shownDigests(documents) })
      }
      onDone={() => {
        void client.invalidateQueries({ queryKey: keys.dossier(code) });
        void client.invalidateQueries({ queryKey: keys.dossiers });
      }}
      download={{ busy: download.isPending, start: () => download.mutate() }}
      next={
        newest.actions.includes('submit')
          ? { label: t('signing.submitNow'), busy: submit.isPending, start: () => submit.mutate() }
          : undefined
      }
      onClose={onClose}
    />
  );
}
