import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { partHref } from '../dossier/dossier-part.ts';
import type { DraftSession, DraftSnapshot } from './draft-session.ts';
import { useUndoKeys, type Step } from './useUndoKeys.ts';

/** A step of this person's own changes back or forth, also of those before the last restart; and the way to all versions. */
export function DraftSteps({
  code,
  session,
  snapshot,
}: {
  readonly code: DossierCode;
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
}) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const { draft } = snapshot.view;
  const can = { undo: session.unsaved || draft?.canUndo === true, redo: draft?.canRedo === true };
  const go = async (step: Step) => {
    if (busy || snapshot.state.kind === 'collided') return;
    setBusy(true);
    try {
      // What is being typed becomes the step that is taken back.
      if (!(await session.flush())) return;
      const now = session.snapshot().view.draft;
      if (step === 'undo' ? now?.canUndo !== true : now?.canRedo !== true) return;
      await session.between(async () => ({ dossier: await call(`drafts.${step}`, { code }) }));
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    } finally {
      setBusy(false);
    }
  };
  useUndoKeys((step) => void go(step));
  return (
    <div className="row draft-steps" role="group" aria-label={t('sharedDraft.steps')}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        disabled={!can.undo}
        title="Ctrl+Z"
        onClick={() => void go('undo')}
      >
        {t('sharedDraft.undo')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowForwardUp size={16} aria-hidden />}
        disabled={!can.redo}
        title="Ctrl+Shift+Z, Ctrl+Y"
        onClick={() => void go('redo')}
      >
        {t('sharedDraft.redo')}
      </Button>
      <Button
        component="a"
        href={partHref(code, 'history')}
        size="compact-sm"
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
      >
        {t('sharedDraft.history')}
      </Button>
    </div>
  );
}
