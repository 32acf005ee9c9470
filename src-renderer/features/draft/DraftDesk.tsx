import { Button, SegmentedControl } from '@mantine/core';
import { IconFilePlus, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { User, ValidationIssue } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { Empty } from '../../components/Empty.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { DossierHeader } from '../dossier/DossierHeader.tsx';
import { StatusLog } from '../dossier/StatusLog.tsx';
import { useTakeView } from '../dossier/useDossier.ts';
import { Arrivals } from './Arrivals.tsx';
import { Attachments } from './Attachments.tsx';
import type { DraftSession, DraftSnapshot } from './draft-session.ts';
import { DraftNotices } from './DraftNotices.tsx';
import { DraftSteps } from './DraftSteps.tsx';
import { TextField } from './fields.tsx';
import { ForwardStep, NotSent } from './ForwardStep.tsx';
import { IssueList } from './IssueList.tsx';
import { IssueContext, candidatePaths, fieldId, voucherOf, type IssueBoard } from './issues.ts';
import { insertedAt, replaced } from './lines.ts';
import { nextVoucher } from './new-voucher.ts';
import { OfflineLine } from './OfflineLine.tsx';
import { People } from './People.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { UnreadContext, unreadIssues, type UnreadTexts } from './unread-texts.ts';
import { useAttaching } from './useAttaching.ts';
import { useForwarding } from './useForwarding.ts';
import { useColleagues } from './usePresence.ts';
import { VoucherNav } from './VoucherNav.tsx';
import { VoucherForm } from './VoucherForm.tsx';
import { VoucherPreview } from './VoucherPreview.tsx';
import './draft.css';

/** The form with all that stands around it. */
export function DraftDesk({
  code,
  user,
  session,
  snapshot,
  texts,
  gone,
}: {
  readonly code: DossierCode;
  readonly user: User;
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
  readonly texts: UnreadTexts;
  readonly gone: boolean;
}) {
  const { t, i18n } = useTranslation();
  const { content, view, state } = snapshot;
  const take = useTakeView();
  const people = useColleagues(code, user);
  /** By id, because colleagues add and remove vouchers too; the place is for when it is gone. */
  const [chosen, setChosen] = useState<{ readonly id: string | undefined; readonly at: number }>({
    id: undefined,
    at: 0,
  });
  const [shown, setShown] = useState<'entry' | 'print'>('entry');
  const [allIssues, setAllIssues] = useState(false);
  const attaching = useAttaching(code, session);
  const unread = useSyncExternalStore(texts.subscribe, texts.all);
  // What cannot be read comes first, and instead of the core's “fill in” for the same field.
  const unreadable = useMemo(() => unreadIssues(content, unread), [content, unread]);
  const issues = useMemo(() => {
    const paths = new Set(unreadable.map(({ path }) => path));
    return [...unreadable, ...view.issues.filter(({ path }) => !paths.has(path))];
  }, [unreadable, view.issues]);
  const board = useMemo(() => ({ issues: view.issues, all: allIssues }), [view.issues, allIssues]);
  const [untitled] = useState(content.title === '');
  useEffect(() => {
    if (untitled) document.getElementById(fieldId('title'))?.focus();
  }, [untitled]);

  const found = content.vouchers.findIndex(({ id }) => id === chosen.id);
  const index = found === -1 ? Math.min(chosen.at, content.vouchers.length - 1) : found;
  const voucher = content.vouchers[index];
  const voucherId = voucher?.id;
  const choose = (at: number) => setChosen({ id: session.snapshot().content.vouchers[at]?.id, at });
  const editVoucher = useCallback(
    (change: (voucher: Voucher) => Voucher) =>
      session.edit((before) => {
        const at = before.vouchers.findIndex(({ id }) => id === voucherId);
        const current = before.vouchers[at];
        return current === undefined
          ? before
          : { ...before, vouchers: replaced(before.vouchers, at, change(current)) };
      }),
    [session, voucherId],
  );
  const mayForward = view.actions.includes('forward');

  const goTo = (issue: ValidationIssue) => {
    setAllIssues(true);
    setShown('entry');
    choose(voucherOf(issue.path) ?? index);
    focusPath(issue.path);
  };

  const reveal = (path: string) => {
    const at = voucherOf(path);
    if (at !== undefined) {
      setShown('entry');
      choose(at);
    }
    whenDrawn(path, (target) => target.scrollIntoView({ block: 'center' }));
  };

  const forwarding = useForwarding({ code, session, snapshot, texts, people, onMissing: goTo });
  useShortcut('ctrl+enter', () => void forwarding.start(), mayForward && !forwarding.sending);
  useShortcut('f8', () => {
    void session.flush();
    setShown(shown === 'entry' ? 'print' : 'entry');
  });

  const addVoucher = () => {
    session.edit((before) => ({
      ...before,
      vouchers: [...before.vouchers, nextVoucher(before.vouchers.at(-1), user, new Date())],
    }));
    const at = session.snapshot().content.vouchers.length - 1;
    choose(at);
    setShown('entry');
    focusPath(`vouchers.${at}.number`);
  };
  const removeVoucher = () => {
    if (voucher === undefined) return;
    setChosen({ id: undefined, at: index });
    session.edit((before) => ({
      ...before,
      vouchers: before.vouchers.filter(({ id }) => id !== voucher.id),
    }));
    offerUndo(t('draft.removedVoucher'), t('app.undo'), () =>
      session.edit((before) => ({ ...before, vouchers: insertedAt(before.vouchers, index, voucher) })),
    );
  };
  const deleteDossier = async () => {
    try {
      await session.flush();
      await call('drafts.delete', { code });
      go({ screen: 'dossiers' });
      offerUndo(t('draft.deleted', { code }), t('app.undo'), () => {
        call('drafts.restore', { code }).then(
          (restored) => {
            take(restored);
            go({ screen: 'dossier', code });
          },
          (thrown: unknown) => notifyFailure(thrown, languageOf(i18n)),
        );
      });
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    }
  };

  return (
    <Desk board={board} texts={texts}>
      <div className="page">
        <DossierHeader dossier={{ ...view, title: content.title }}>
          <div className="next-step">{mayForward && <ForwardStep forwarding={forwarding} />}</div>
        </DossierHeader>
        <div className="desk-bar sheet">
          <SaveStatus state={state} view={view} onRetry={() => void session.flush()} />
          <OfflineLine />
          <People people={people} content={content} />
          <Arrivals arrival={snapshot.arrival} content={content} />
          <DraftSteps code={code} session={session} snapshot={snapshot} onReveal={reveal} />
        </div>
        <div className="stack notices">
          <DraftNotices user={user} session={session} snapshot={snapshot} gone={gone} />
          <NotSent reason={forwarding.notSent} />
        </div>
        <div className="dossier-body draft-body">
          <div className="stack">
            <VoucherNav
              vouchers={content.vouchers}
              chosen={voucherId}
              people={people}
              onChoose={(id) => setChosen({ id, at: index })}
              onAdd={addVoucher}
            />
            <Attachments code={code} attachments={content.attachments} attaching={attaching} />
            <IssueList issues={issues} tried={allIssues} onGoTo={goTo} />
            {view.actions.includes('delete') && (
              <Button
                variant="subtle"
                color="seal"
                leftSection={<IconTrash size={18} aria-hidden />}
                onClick={() => void deleteDossier()}
              >
                {t('draft.delete')}
              </Button>
            )}
          </div>
          <div className="stack">
            <div className="sheet padded">
              <TextField
                path="title"
                label={t('draft.title')}
                placeholder={t('draft.titleHint')}
                maxLength={300}
                value={content.title}
                onChange={(title) => session.edit((before) => ({ ...before, title }))}
              />
            </div>
            {voucher === undefined ? (
              <div className="sheet">
                <Empty icon={IconFilePlus} heading={t('draft.noVouchers')} hint={t('draft.noVouchersHint')}>
                  <Button onClick={addVoucher}>{t('draft.addVoucher')}</Button>
                </Empty>
              </div>
            ) : (
              <section className="sheet" aria-label={t('draft.voucher', { number: index + 1 })}>
                <div className="list-head voucher-head" id={fieldId(`vouchers.${index}`)} tabIndex={-1}>
                  <h2 className="grow">{t('draft.form13')}</h2>
                  <SegmentedControl
                    aria-label={t('draft.tabs.label')}
                    size="sm"
                    value={shown}
                    onChange={(next) => {
                      void session.flush();
                      setShown(next);
                    }}
                    data={[
                      { value: 'entry', label: t('draft.tabs.entry') },
                      { value: 'print', label: `${t('draft.tabs.print')} (F8)` },
                    ]}
                  />
                </div>
                {shown === 'entry' ? (
                  <VoucherForm
                    key={voucher.id}
                    path={`vouchers.${index}`}
                    voucher={voucher}
                    onEdit={editVoucher}
                  />
                ) : (
                  <VoucherPreview
                    code={code}
                    voucherId={voucher.id}
                    version={view.version}
                    stale={session.unsaved}
                  />
                )}
                <div style={{ padding: '0 20px 16px' }}>
                  <Button
                    variant="subtle"
                    color="seal"
                    size="compact-md"
                    leftSection={<IconTrash size={18} aria-hidden />}
                    onClick={removeVoucher}
                  >
                    {t('draft.removeVoucher')}
                  </Button>
                </div>
              </section>
            )}
            <StatusLog rows={view.log} />
          </div>
        </div>
      </div>
    </Desk>
  );
}

/** Goes to the field of a path, or to what surrounds it. */
function focusPath(path: string): void {
  whenDrawn(path, (target) => {
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  });
}

/** Runs `act` on the field of a path, or on what surrounds it, after it has been drawn. */
function whenDrawn(path: string, act: (target: HTMLElement) => void): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const target = candidatePaths(path)
        .map((one) => document.getElementById(fieldId(one)))
        .find((element) => element !== null);
      if (target !== undefined) act(target);
    }),
  );
}

function Desk({
  board,
  texts,
  children,
}: {
  readonly board: IssueBoard;
  readonly texts: UnreadTexts;
  readonly children: ReactNode;
}) {
  return (
    <UnreadContext value={texts}>
      <IssueContext value={board}>{children}</IssueContext>
    </UnreadContext>
  );
}
