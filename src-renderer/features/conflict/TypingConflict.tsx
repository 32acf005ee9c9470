import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { mergeContent, resolveContent } from '#shared/domain/drafts/merge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import type { Collision, DraftSession } from '../draft/draft-session.ts';
import { ConflictScreen } from './ConflictScreen.tsx';
import type { Choices } from './decisions.ts';

/** Somebody stored what this person is typing in: decided before anything is saved. */
export function TypingConflict({
  collision,
  typed,
  session,
  onKeepBoth,
}: {
  readonly collision: Collision;
  readonly typed: DossierContent;
  readonly session: DraftSession;
  /** Makes a dossier of its own from what was typed and leaves this one as it is stored. */
  readonly onKeepBoth: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { base: before, theirs } = collision;
  // More may have been typed since the collision was found.
  const merged = useMemo(() => mergeContent(before, typed, theirs.content), [before, typed, theirs]);
  const settled = merged.conflicts.length === 0;
  const settle = useEffectEvent(() => void session.decide(merged.content));
  useEffect(() => {
    if (settled) settle();
  }, [settled]);
  const name = theirs.draft?.changedBy ?? t('sharedDraft.somebody');
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  const finish = async (choices: Choices) => {
    const chosen = resolveContent(before, typed, theirs.content, choices);
    if (await session.decide(chosen)) notifyDone(t('conflict.done'));
  };
  return (
    <ConflictScreen
      sides={{
        before,
        mine: typed,
        theirs: theirs.content,
        conflicts: merged.conflicts,
        theirsBy: name,
        theirsAt: theirs.updatedAt,
      }}
      lead={t('conflict.leadTyping', { name })}
      busy={busy}
      onFinish={(choices) => void run(() => finish(choices))}
    >
      {failure !== undefined && <FailureNotice error={failure} />}
      <Button
        variant="subtle"
        size="sm"
        disabled={busy}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => void run(onKeepBoth)}
      >
        {t('conflict.newDossier')}
      </Button>
    </ConflictScreen>
  );
}
