import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { notifyDone, notifyWarning } from '../../components/notify.ts';
import { storeShelved } from './store-shelved.ts';
import { typingShelf } from './typing-shelf.ts';
import { draftEffects } from './useDraftSession.ts';

/** Stores what this person had typed when an earlier session ended; one for as long as somebody is signed in. */
export function ShelvedTyping({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  useEffect(() => {
    const load = (code: DossierCode) => draftEffects(code, user, client).load();
    void storeShelved(typingShelf, user.username, load, (code) => draftEffects(code, user, client)).then(
      (outcomes) => {
        for (const { dossier, stored } of outcomes) {
          const title = dossier.title === '' ? dossier.code : dossier.title;
          if (stored) notifyDone(t('sharedDraft.shelvedSaved', { title }));
          else notifyWarning(t('sharedDraft.shelvedLeft', { title }));
        }
      },
    );
  }, [client, user, t]);
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      // The shelf is this window's memory: it ends with the window, whoever sits at it now.
      if (!typingShelf.empty) event.preventDefault();
    };
    addEventListener('beforeunload', beforeUnload);
    return () => removeEventListener('beforeunload', beforeUnload);
  }, []);
  return null;
}
