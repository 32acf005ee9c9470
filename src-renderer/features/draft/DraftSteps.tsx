import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { partHref } from '../dossier/dossier-part.ts';
import type { Arrival, DraftSession, DraftSnapshot } from './draft-session.ts';
import { shortPlace } from './place-words.ts';
import { firstPlaceOf, stepWords } from './step-words.ts';
import { useUndoKeys, type Step } from './useUndoKeys.ts';

/** How long (ms) it stays said what a step did. */
const saidFor = 8000;

/** A step of this person's own changes back or forth, also of those before the last restart; and the way to all versions. */
export function DraftSteps({
  code,
  session,
  snapshot,
  onReveal,
}: {
  readonly code: DossierCode;
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
  /** Brings the place of a form path into view. */
  readonly onReveal: (path: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly words: string }>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), saidFor);
    return () => clearTimeout(timer);
  }, [said]);
  const language = languageOf(i18n);
  const foreign = useForeign(snapshot.arrival);
  const { draft } = snapshot.view;
  const can = { undo: session.unsaved || draft?.canUndo === true, redo: draft?.canRedo === true };
  const nothingLeft = (step: Step) =>
    t(step === 'undo' ? 'sharedDraft.nothingToUndo' : 'sharedDraft.nothingToRedo');
  /** A step that was there and changes nothing was overtaken by a colleague. */
  const overtaken = (step: Step) => {
    const { view, content } = session.snapshot();
    const name = foreign?.by ?? view.draft?.changedBy;
    if (name === undefined) return nothingLeft(step);
    const [path] = foreign?.paths ?? [];
    const place =
      path === undefined
        ? t('sharedDraft.thisDossier')
        : shortPlace(path, { t, language, contents: [content] });
    return t(step === 'undo' ? 'sharedDraft.undoTaken' : 'sharedDraft.redoTaken', { place, name });
  };
  const go = async (step: Step) => {
    if (busy || snapshot.state.kind === 'collided') return;
    setBusy(true);
    try {
      // What is being typed becomes the step that is taken back.
      if (!(await session.flush())) return;
      const { view, content: before } = session.snapshot();
      const possible = step === 'undo' ? view.draft?.canUndo : view.draft?.canRedo;
      if (possible !== true) {
        setSaid({ words: nothingLeft(step) });
        return;
      }
      if (!(await session.between(async () => ({ dossier: await call(`drafts.${step}`, { code }) })))) return;
      const outcome = { step, before, after: session.snapshot().content };
      setSaid({ words: stepWords(outcome, t, language) ?? overtaken(step) });
      const place = firstPlaceOf(outcome);
      if (place !== undefined) onReveal(place);
    } catch (thrown) {
      notifyFailure(thrown, language);
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
      <p className="step-said" role="status" aria-live="polite">
        {said?.words}
      </p>
    </div>
  );
}

/** The last thing that a colleague, and not this person, changed while the draft is open. */
function useForeign(arrival: Arrival | undefined): Arrival | undefined {
  const [foreign, setForeign] = useState<Arrival>();
  if (arrival?.by !== undefined && arrival !== foreign) setForeign(arrival);
  return foreign;
}
