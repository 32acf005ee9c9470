import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import { isUnreached } from '#shared/contract/unreached.ts';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTakeView } from '../dossier/useDossier.ts';
import { useLine } from '../line/useLine.ts';
import type { DraftSession, DraftSnapshot } from './draft-session.ts';
import { unreadIssues, type UnreadTexts } from './unread-texts.ts';
import type { Colleague } from './usePresence.ts';

/** Whether a failure passes when the line to the right server is back. */
const isOfTheLine = (code: FailureCode) =>
  isUnreached(code) || code === 'SERVER_BUSY' || code === 'SERVER_UNPROVED';

/** Why the dossier was not sent; it is said for as long as it may still be so. */
export interface NotSent {
  readonly failure: Failure;
  /** `line`: press again later · `moved`: a colleague was faster · `missing`: something is to be filled in. */
  readonly why: 'line' | 'moved' | 'missing' | 'other';
  /** Who was faster, when that is known. */
  readonly by: string;
  readonly content: DossierContent;
}

export interface Forwarding {
  readonly sending: boolean;
  readonly notSent: NotSent | undefined;
  /** What sending needs before it can succeed. */
  readonly needs: 'line' | 'sign-in' | undefined;
  /** Others who are in the dossier now, while the person is asked whether to send all the same. */
  readonly asking: readonly Colleague[] | undefined;
  readonly start: () => Promise<void>;
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
}

/** Sends the draft to the chief accountant: exactly the version on the screen, or not at all. */
export function useForwarding({
  code,
  session,
  snapshot,
  texts,
  people,
  onMissing,
}: {
  readonly code: DossierCode;
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
  readonly texts: UnreadTexts;
  readonly people: readonly Colleague[];
  /** Takes the person to what stands in the way. */
  readonly onMissing: (issue: ValidationIssue) => void;
}): Forwarding {
  const { t } = useTranslation();
  const take = useTakeView();
  const { data: line } = useLine();
  const [sending, setSending] = useState(false);
  const [notSent, setNotSent] = useState<NotSent>();
  const [asking, setAsking] = useState<readonly Colleague[]>();
  const [seenLine, setSeenLine] = useState(line?.line);
  const { content, state } = snapshot;
  if (seenLine !== line?.line) {
    setSeenLine(line?.line);
    // The line is back: what failed for want of it can be tried.
    if (notSent?.why === 'line' && line?.line === 'live') setNotSent(undefined);
  }
  // A colleague's change is why it says “moved”: only this person's own typing ends that.
  if (
    notSent !== undefined &&
    (notSent.why === 'moved' ? state.kind === 'dirty' : notSent.content !== content)
  )
    setNotSent(undefined);

  const fail = (failure: Failure, why: NotSent['why']) => {
    const { content, view } = session.snapshot();
    const named = String(failure.details?.['by'] ?? '');
    const by = named === '' ? (view.draft?.changedBy ?? t('sharedDraft.somebody')) : named;
    setNotSent({ failure, why, by, content });
  };
  /** True when everything typed is stored and nothing is missing. */
  const ready = async () => {
    setNotSent(undefined);
    if (!(await session.flush())) return false;
    const now = session.snapshot();
    const missing = [...unreadIssues(now.content, texts.all()), ...now.view.issues].find(
      ({ blocking }) => blocking,
    );
    if (missing === undefined) return true;
    onMissing(missing);
    fail({ code: 'DOSSIER_INCOMPLETE' }, 'missing');
    return false;
  };
  const send = async () => {
    try {
      take(await call('dossiers.forward', { code, version: session.version }));
      notifyDone(t('draft.forwarded'));
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code === 'DOSSIER_CONFLICT') {
        // The new state must stand on the screen before the person is told to look at it.
        await call('dossiers.get', { code }).then(session.receive.bind(session), () => undefined);
        fail(failure, 'moved');
      } else fail(failure, isOfTheLine(failure.code) ? 'line' : 'other');
    }
  };
  const run = async (act: () => Promise<void>) => {
    setSending(true);
    try {
      await act();
    } catch (thrown) {
      fail(toFailure(thrown), 'other');
    } finally {
      setSending(false);
    }
  };
  const others = people.filter(({ myself }) => !myself);
  return {
    sending,
    notSent,
    needs: needsOf(line),
    asking,
    start: () =>
      run(async () => {
        if (!(await ready())) return;
        if (others.length > 0) setAsking(others);
        else await send();
      }),
    confirm: () => {
      setAsking(undefined);
      return run(async () => {
        if (await ready()) await send();
      });
    },
    cancel: () => setAsking(undefined),
  };
}

function needsOf(line: SyncState | undefined): Forwarding['needs'] {
  if (line?.line === 'offline') return 'line';
  return line?.line === 'sign-in' ? 'sign-in' : undefined;
}
