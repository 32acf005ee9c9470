import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyDone } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { formatMinute } from '../../format/date.ts';
import { StoredConflict } from '../conflict/StoredConflict.tsx';
import { TypingConflict } from '../conflict/TypingConflict.tsx';
import { openPart, useDossierPart } from '../dossier/dossier-part.ts';
import { useTakeView } from '../dossier/useDossier.ts';
import { HistoryScreen } from '../history/HistoryScreen.tsx';
import { SignedVersionScreen } from '../signed-versions/SignedVersionScreen.tsx';
import { DraftDesk } from './DraftDesk.tsx';
import { newDossierFrom } from './new-dossier.ts';
import { UnreadTexts, windowShelf } from './unread-texts.ts';
import { useDraftSession } from './useDraftSession.ts';
import { useAnnouncedPresence } from './usePresence.ts';
import { useQuiet } from './useQuiet.ts';

/** A pause in typing (ms) before a collision takes the screen. */
const pauseBeforeAsking = 1200;

/** The accountant's desk: vouchers, attachments, what is still missing, and one button that sends. */
export function DraftEditor({
  stored,
  user,
  gone,
}: {
  readonly stored: DossierView;
  readonly user: User;
  /** A colleague has deleted the draft while it is open here. */
  readonly gone: boolean;
}) {
  const { t } = useTranslation();
  const { session, snapshot } = useDraftSession(stored, user);
  const { content, state, view } = snapshot;
  const { code } = stored;
  const part = useDossierPart();
  const take = useTakeView();
  const [texts] = useState(() => new UnreadTexts(windowShelf(code)));
  useAnnouncedPresence(code, content);
  const quiet = useQuiet(content, pauseBeforeAsking);
  const keepBoth = async () => {
    const copy = await newDossierFrom(session.snapshot().content, texts);
    take(copy);
    const now = session.snapshot().state;
    // What was typed has its own dossier now: this one is as it is stored.
    if (now.kind === 'collided') await session.decide(now.collision.theirs.content);
    notifyDone(t('draft.conflictCopied', { code: copy.code }));
    go({ screen: 'dossier', code: copy.code });
  };
  const restore = async (version: DraftVersion) => {
    await session.between(async () => ({
      dossier: await call('drafts.restoreVersion', { code, versionId: version.id }),
    }));
    openPart(code, 'desk');
    offerUndo(t('history.restored', { at: formatMinute(version.at) }), t('app.undo'), () => {
      void session.between(async () => ({ dossier: await call('drafts.undo', { code }) }));
    });
  };
  // Keys that are on their way into a field must not land on a choice.
  if (state.kind === 'collided' && quiet)
    return (
      <TypingConflict collision={state.collision} typed={content} session={session} onKeepBoth={keepBoth} />
    );
  if (part === 'conflict') return <StoredConflict code={code} session={session} />;
  if (part === 'signed') return <SignedVersionScreen dossier={{ ...view, content }} />;
  if (part === 'history' || part === 'kept')
    return <HistoryScreen dossier={{ ...view, content }} kept={part === 'kept'} onRestore={restore} />;
  return (
    <DraftDesk code={code} user={user} session={session} snapshot={snapshot} texts={texts} gone={gone} />
  );
}
