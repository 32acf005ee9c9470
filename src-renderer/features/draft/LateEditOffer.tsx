import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { openPart } from '../dossier/dossier-part.ts';
import { frozenNotices } from '../store-notices/frozen-notices.ts';
import type { DraftSession } from './draft-session.ts';
import { lateEdit } from './late-edit.ts';

/** The dossier came back, and with it the chance to put in what came too late for it. */
export function LateEditOffer({
  dossier,
  user,
  session,
}: {
  readonly dossier: DossierView;
  readonly user: User;
  readonly session: DraftSession;
}) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { code } = dossier;
  const noticed = useQuery({ queryKey: keys.notices, queryFn: () => call('store.notices', {}) });
  const frozen = frozenNotices(noticed.data?.notices ?? [], code);
  const history = useQuery({
    queryKey: [...keys.dossier(code), 'history'],
    queryFn: () => call('drafts.history', { code }),
    enabled: frozen.length > 0 || cameBack(dossier.status),
  });
  const version = lateEdit(history.data?.versions ?? [], frozen.length > 0);
  if (version === undefined) return null;
  const at = formatMinute(version.at);
  const bringIn = async () => {
    setBusy(true);
    try {
      const versionId = version.id;
      const done = await session.between(async () => ({
        dossier: await call('drafts.restoreVersion', { code, versionId }),
      }));
      if (!done) return;
      for (const { id } of frozen) await call('store.dismiss', { id });
      await client.invalidateQueries({ queryKey: keys.notices });
      notifyDone(t('sharedDraft.lateBroughtIn'));
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice
      tone="warn"
      heading={
        version.by === user.name
          ? t('sharedDraft.late', { at })
          : t('sharedDraft.lateBy', { at, name: version.by })
      }
    >
      <p>{t('sharedDraft.lateText')}</p>
      <div className="row" style={{ marginTop: 8 }}>
        <Button size="sm" variant="default" disabled={busy} onClick={() => openPart(code, 'kept')}>
          {t('sharedDraft.lateSee')}
        </Button>
        <Button size="sm" loading={busy} onClick={() => void bringIn()}>
          {t('sharedDraft.lateBringIn')}
        </Button>
      </div>
    </Notice>
  );
}
