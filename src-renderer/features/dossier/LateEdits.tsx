import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { newDossierFrom } from '../draft/new-dossier.ts';
import { frozenNotices } from '../store-notices/frozen-notices.ts';
import { typingShelf } from '../draft/typing-shelf.ts';
import { openPart } from './dossier-part.ts';
import { useTakeView } from './useDossier.ts';

/** The dossier was sent while this person was editing it: what was sent stands, their edit is not lost. */
export function LateEdits({ dossier, user }: { readonly dossier: DossierView; readonly user: User }) {
  const { t } = useTranslation();
  const noticed = useQuery({ queryKey: keys.notices, queryFn: () => call('store.notices', {}) });
  const frozen = frozenNotices(noticed.data?.notices ?? [], dossier.code).length > 0;
  return (
    <div className="stack notices">
      {dossier.asOf !== undefined && (
        <Notice tone="warn">{t('sharedDraft.asOf', { at: formatMinute(dossier.asOf) })}</Notice>
      )}
      {frozen && (
        <Notice tone="warn" heading={t('sharedDraft.frozen')}>
          <p>{t('sharedDraft.frozenText')}</p>
          <Button mt="xs" size="sm" onClick={() => openPart(dossier.code, 'kept')}>
            {t('sharedDraft.frozenOpen')}
          </Button>
        </Notice>
      )}
      <Shelved dossier={dossier} user={user} />
    </div>
  );
}

/** Typing that was on this screen when the dossier was sent and never reached the store. */
function Shelved({ dossier, user }: { readonly dossier: DossierView; readonly user: User }) {
  const { t, i18n } = useTranslation();
  const take = useTakeView();
  const [busy, setBusy] = useState(false);
  const { code } = dossier;
  const typing = useSyncExternalStore(typingShelf.subscribe, () => typingShelf.of(user.username, code));
  if (typing === undefined) return null;
  const drop = () => typingShelf.drop(user.username, code);
  const copy = async () => {
    setBusy(true);
    try {
      const made = await newDossierFrom(typing.content);
      drop();
      take(made);
      notifyDone(t('sharedDraft.shelvedCopied', { code: made.code }));
      go({ screen: 'dossier', code: made.code });
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone="warn" heading={t('sharedDraft.shelved')}>
      <p>{t('sharedDraft.shelvedText')}</p>
      <div className="row" style={{ marginTop: 8 }}>
        <Button size="sm" loading={busy} onClick={() => void copy()}>
          {t('sharedDraft.shelvedCopy')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={drop}>
          {t('sharedDraft.shelvedDrop')}
        </Button>
      </div>
    </Notice>
  );
}
