import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { User } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { showTitle } from '../../components/window-title.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { DraftEditor } from '../draft/DraftEditor.tsx';
import { DossierReader } from './DossierReader.tsx';
import { useDossier } from './useDossier.ts';
import { useNewDossier } from './useNewDossier.tsx';

/** One dossier: an editor while it is the accountants' draft, a reader for everybody else. */
export function DossierScreen({ code, user }: { readonly code: DossierCode; readonly user: User }) {
  const { t } = useTranslation();
  const dossier = useDossier(code);
  useShortcut('alt+l', () => go({ screen: 'dossiers' }));
  const create = useNewDossier();
  useShortcut('alt+n', () => create.start(), user.role === 'KTV' && !create.isPending);
  // Two machines took the same code in the same second: the server gave this dossier another.
  const named = dossier.data?.code;
  useEffect(() => {
    if (named !== undefined && named !== code) go({ screen: 'dossier', code: named });
  }, [named, code]);
  const title = dossier.data?.title;
  useEffect(() => {
    return showTitle(title === undefined || title === '' ? t('app.name') : `${title} – ${t('app.name')}`);
  }, [title, t]);
  if (dossier.data === undefined) {
    return (
      <div className="page">
        {dossier.error === null ? (
          <Loader role="status" aria-label={t('app.loading')} />
        ) : (
          <FailureNotice error={dossier.error} retry={() => void dossier.refetch()} />
        )}
      </div>
    );
  }
  const gone = dossier.error instanceof DvcttError && dossier.error.code === 'DOSSIER_NOT_FOUND';
  return (
    <>
      {dossier.data.actions.includes('edit') ? (
        <DraftEditor key={code} stored={dossier.data} user={user} gone={gone} />
      ) : (
        <DossierReader dossier={dossier.data} user={user} />
      )}
      {create.dialog}
    </>
  );
}
