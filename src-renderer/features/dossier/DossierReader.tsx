import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { Notice } from '../../components/Notice.tsx';
import { SigningDialog } from '../signing/SigningDialog.tsx';
import { DocumentList } from './DocumentList.tsx';
import { DocumentPanel } from './DocumentPanel.tsx';
import { DossierHeader } from './DossierHeader.tsx';
import { NextStep } from './NextStep.tsx';
import { StatusLog } from './StatusLog.tsx';

/** A forwarded dossier: read every document, then take the one step that is this person's. */
export function DossierReader({ dossier }: { readonly dossier: DossierView }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [signing, setSigning] = useState(false);
  const document = dossier.documents.find((one) => one.id === chosen) ?? dossier.documents[0];
  const markSeen = (id: string) => setSeen((before) => (before.has(id) ? before : new Set(before).add(id)));
  return (
    <div className="page">
      <DossierHeader dossier={dossier}>
        <NextStep dossier={dossier} onSign={() => setSigning(true)} />
      </DossierHeader>
      {dossier.note !== '' && (
        <div style={{ marginBottom: 14 }}>
          <Notice tone={dossier.status === 'KBNN_TU_CHOI' || dossier.status === 'TRA_LAI' ? 'bad' : 'info'}>
            <b>{t('dossier.noteLabel')}:</b> {dossier.note}
          </Notice>
        </div>
      )}
      <div className="dossier-body">
        <div className="stack">
          <DocumentList dossier={dossier} chosen={document?.id} seen={seen} onChoose={setChosen} />
        </div>
        <div className="stack">
          {document !== undefined && (
            <DocumentPanel key={document.id} code={dossier.code} document={document} onShown={markSeen} />
          )}
          <StatusLog rows={dossier.log} />
        </div>
      </div>
      {signing && <SigningDialog dossier={dossier} seen={seen} onClose={() => setSigning(false)} />}
    </div>
  );
}
