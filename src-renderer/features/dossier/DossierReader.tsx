import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconHistory } from '@tabler/icons-react';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { HistoryScreen } from '../history/HistoryScreen.tsx';
import { SignedVersions } from '../signed-versions/SignedVersions.tsx';
import { SignedVersionScreen } from '../signed-versions/SignedVersionScreen.tsx';
import { SigningDialog } from '../signing/SigningDialog.tsx';
import { DocumentList } from './DocumentList.tsx';
import { DocumentPanel } from './DocumentPanel.tsx';
import { DossierHeader } from './DossierHeader.tsx';
import { partHref, useDossierPart } from './dossier-part.ts';
import { LatestNote } from './LatestNote.tsx';
import { LateEdits } from './LateEdits.tsx';
import { NextStep } from './NextStep.tsx';
import { SeenDifferences } from './SeenDifferences.tsx';
import { StatusLog } from './StatusLog.tsx';

/** A forwarded dossier: read every document, then take the one step that is this person's. */
export function DossierReader({ dossier, user }: { readonly dossier: DossierView; readonly user: User }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [signing, setSigning] = useState(false);
  const part = useDossierPart();
  const document = dossier.documents.find((one) => one.id === chosen) ?? dossier.documents[0];
  const markSeen = (id: string) => {
    setSeen((before) => (before.has(id) ? before : new Set(before).add(id)));
    const shown = dossier.documents.find((one) => one.id === id);
    // Who gives no signature has nothing to be told anew; a mark that is lost only asks to look once more.
    if (shown !== undefined && signingStepOf(user.role) !== undefined)
      void call('batch.saw', { code: dossier.code, documentId: id, sha256: shown.sha256 }).catch(
        () => undefined,
      );
  };
  if (part === 'signed') return <SignedVersionScreen dossier={dossier} />;
  if (part !== 'desk') return <HistoryScreen dossier={dossier} kept={part === 'kept'} />;
  return (
    <div className="page">
      <DossierHeader dossier={dossier}>
        <NextStep dossier={dossier} onSign={() => setSigning(true)} />
      </DossierHeader>
      <LateEdits dossier={dossier} user={user} />
      <div className="stack notices">
        <LatestNote dossier={dossier} />
        {dossier.actions.includes('sign') && <SeenDifferences dossier={dossier} />}
      </div>
      <div className="dossier-body">
        <div className="stack">
          <DocumentList
            of={{ code: dossier.code, documents: dossier.documents }}
            // A return voids the signatures: an edit makes another version, to be signed anew.
            dead={cameBack(dossier.status)}
            chosen={document?.id}
            seen={seen}
            onChoose={setChosen}
          />
          <SignedVersions dossier={dossier} />
          <ExportButton size="sm" codes={[dossier.code]} />
          {user.role === 'KTV' && (
            <Button
              component="a"
              href={partHref(dossier.code, 'history')}
              variant="default"
              size="sm"
              leftSection={<IconHistory size={18} aria-hidden />}
            >
              {t('history.title')}
            </Button>
          )}
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
