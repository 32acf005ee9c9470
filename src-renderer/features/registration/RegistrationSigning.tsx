import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyFailure } from '../../components/notify.ts';
import { downloadFiles } from '../../document/download.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { SigningSteps } from '../signing/SigningSteps.tsx';
import { shownDigests } from '../signing/useSigningJob.ts';
import { listedDocuments } from './listed-documents.ts';
import { useRegistration } from './useRegistration.ts';
import { declaredWay, inDossier } from './signer-certificate.ts';
import { readRegistrationDocument } from './useRegistrationDocument.ts';

/** Ký số: the declarations and the data of the dossier with one PIN, then they are sent. */
export function RegistrationSigning({
  view,
  seen,
  onClose,
}: {
  readonly view: RegistrationView;
  /** Ids of the documents that were opened on screen before. */
  readonly seen: ReadonlySet<string>;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { id, documents, code = '' } = view;
  const newest = useRegistration(id).data ?? view;
  const download = useMutation({
    mutationFn: async () => {
      const listed = listedDocuments(newest, newest.content);
      const files = await Promise.all(listed.map((document) => readRegistrationDocument(id, document)));
      downloadFiles(files, `${code}.zip`);
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  return (
    <SigningSteps
      title={t('registration.signing.title')}
      lead={t('registration.signing.lead', { count: documents.length, code })}
      documents={documents.map((document) => ({
        id: document.id,
        name: t(`registration.documents.${document.id}`),
      }))}
      seen={seen}
      judge={(certificate) => inDossier(newest, certificate)}
      way={declaredWay(newest)}
      begin={(certificateId) =>
        call('registrations.sign', { id, certificateId, expected: shownDigests(documents) })
      }
      onDone={() => {
        void client.invalidateQueries({ queryKey: keys.registration(id) });
        void client.invalidateQueries({ queryKey: keys.registrations });
      }}
      download={{ busy: download.isPending, start: () => download.mutate() }}
      onClose={onClose}
    />
  );
}
