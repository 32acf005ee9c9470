import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { authorOf } from '../dossier/author.ts';
import { LatestNote } from '../dossier/LatestNote.tsx';
import { openPart } from '../dossier/dossier-part.ts';
import type { DraftSession, DraftSnapshot } from './draft-session.ts';
import { LateEditOffer } from './LateEditOffer.tsx';

/** What the person should know before they go on: a return, a decision that waits, a save that failed, whose draft it is. */
export function DraftNotices({
  user,
  session,
  snapshot,
  gone,
}: {
  readonly user: User;
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
  /** A colleague has deleted it while it is open here. */
  readonly gone: boolean;
}) {
  const { t } = useTranslation();
  const { view, state } = snapshot;
  const conflicts = view.draft?.conflicts ?? 0;
  const foreign = view.createdBy !== user.username;
  const author = authorOf(view);
  return (
    <>
      {gone && (
        <Notice tone="warn" heading={t('sharedDraft.gone', { name: author })}>
          <p>{t('sharedDraft.goneText')}</p>
        </Notice>
      )}
      {cameBack(view.status) && <LatestNote dossier={view} />}
      <LateEditOffer dossier={view} user={user} session={session} />
      {conflicts > 0 && (
        <Notice tone="warn" heading={t('sharedDraft.decide', { count: conflicts })}>
          <p>{t('sharedDraft.decideText')}</p>
          <Button mt="xs" size="sm" onClick={() => openPart(view.code, 'conflict')}>
            {t('sharedDraft.decideNow')}
          </Button>
        </Notice>
      )}
      {view.draft?.setAside !== undefined && <SetAside dossier={view} session={session} />}
      {state.kind === 'failed' && (
        <FailureNotice failure={state.failure} retry={() => void session.flush()}>
          <span className="small">{t('sharedDraft.save.again')}</span>
        </FailureNotice>
      )}
      {foreign && (
        <Notice tone="info" heading={t('sharedDraft.owner', { name: author })}>
          <p>{t('sharedDraft.ownerText', { name: author })}</p>
        </Notice>
      )}
    </>
  );
}

/** The server refused a change: why, and the two ways on. */
function SetAside({ dossier, session }: { readonly dossier: DossierView; readonly session: DraftSession }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const settle = async (name: 'sync.retry' | 'sync.discard') => {
    setBusy(true);
    try {
      const { changes } = await call('sync.queue', {});
      const change = changes.find(({ code, state }) => code === dossier.code && state === 'set-aside');
      if (change !== undefined) await call(name, { sequence: change.sequence });
      session.receive(await call('dossiers.get', { code: dossier.code }));
      if (name === 'sync.discard') notifyDone(t('sharedDraft.gaveUp'));
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    } finally {
      setBusy(false);
    }
  };
  const failure = dossier.draft?.setAside;
  if (failure === undefined) return null;
  return (
    <section aria-label={t('sharedDraft.refused')}>
      <FailureNotice failure={failure} tone="warn">
        <Button size="sm" variant="default" loading={busy} onClick={() => void settle('sync.retry')}>
          {t('app.retry')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={() => void settle('sync.discard')}>
          {t('sharedDraft.giveUp')}
        </Button>
      </FailureNotice>
    </section>
  );
}
