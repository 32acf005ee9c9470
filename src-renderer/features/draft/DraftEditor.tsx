import { Button, SegmentedControl } from '@mantine/core';
import { IconFilePlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DvcttError } from '#shared/contract/errors.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { DossierView, User, ValidationIssue } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { Notice } from '../../components/Notice.tsx';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { DossierHeader } from '../dossier/DossierHeader.tsx';
import { StatusLog } from '../dossier/StatusLog.tsx';
import { useTakeView } from '../dossier/useDossier.ts';
import { Attachments } from './Attachments.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { TextField } from './fields.tsx';
import { IssueList } from './IssueList.tsx';
import { IssueContext, candidatePaths, fieldId, voucherOf, type IssueBoard } from './issues.ts';
import { insertedAt, removedAt, replaced } from './lines.ts';
import { nextVoucher } from './new-voucher.ts';
import { OfflineLine } from './OfflineLine.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { UnreadContext, UnreadTexts, unreadIssues, windowShelf } from './unread-texts.ts';
import { useAttaching } from './useAttaching.ts';
import { useDraftSession } from './useDraftSession.ts';
import { VoucherForm } from './VoucherForm.tsx';
import { VoucherPreview } from './VoucherPreview.tsx';
import './draft.css';

/** The accountant's desk: vouchers, attachments, what is still missing, and one button that sends. */
export function DraftEditor({ initial, user }: { readonly initial: DossierView; readonly user: User }) {
  const { t, i18n } = useTranslation();
  const { session, snapshot } = useDraftSession(initial);
  const { content, view, state } = snapshot;
  const { code } = initial;
  const take = useTakeView();
  const [chosen, setChosen] = useState(0);
  const [shown, setShown] = useState<'entry' | 'print'>('entry');
  const [allIssues, setAllIssues] = useState(false);
  const [sending, setSending] = useState(false);
  const [sendFailure, setSendFailure] = useState<unknown>();
  const attaching = useAttaching(code, session);
  const [texts] = useState(() => new UnreadTexts(windowShelf(code)));
  const unread = useSyncExternalStore(texts.subscribe, texts.all);
  // What cannot be read comes first, and instead of the core's “fill in” for the same field.
  const unreadable = useMemo(() => unreadIssues(content, unread), [content, unread]);
  const issues = useMemo(() => {
    const paths = new Set(unreadable.map(({ path }) => path));
    return [...unreadable, ...view.issues.filter(({ path }) => !paths.has(path))];
  }, [unreadable, view.issues]);
  const board = useMemo(() => ({ issues: view.issues, all: allIssues }), [view.issues, allIssues]);
  const [untitled] = useState(initial.content.title === '');
  useEffect(() => {
    if (untitled) document.getElementById(fieldId('title'))?.focus();
  }, [untitled]);

  const index = Math.min(chosen, content.vouchers.length - 1);
  const voucher = content.vouchers[index];
  const editVoucher = useCallback(
    (change: (voucher: Voucher) => Voucher) =>
      session.edit((before) => {
        const at = Math.min(chosen, before.vouchers.length - 1);
        const current = before.vouchers[at];
        return current === undefined
          ? before
          : { ...before, vouchers: replaced(before.vouchers, at, change(current)) };
      }),
    [session, chosen],
  );
  const conflict = state.kind === 'failed' && state.failure.code === 'DOSSIER_CONFLICT';
  const mayForward = view.actions.includes('forward');

  const goTo = (issue: ValidationIssue) => {
    setAllIssues(true);
    setShown('entry');
    setChosen(voucherOf(issue.path) ?? chosen);
    focusPath(issue.path);
  };

  const forward = async () => {
    setSendFailure(undefined);
    setSending(true);
    try {
      if (!(await session.flush())) return;
      const now = session.snapshot();
      const missing = [...unreadIssues(now.content, texts.all()), ...now.view.issues].find(
        ({ blocking }) => blocking,
      );
      if (missing !== undefined) {
        setAllIssues(true);
        goTo(missing);
        setSendFailure(new DvcttError('DOSSIER_INCOMPLETE'));
        return;
      }
      take(await call('dossiers.forward', { code }));
      notifyDone(t('draft.forwarded'));
    } catch (thrown) {
      setSendFailure(thrown);
    } finally {
      setSending(false);
    }
  };
  useShortcut('ctrl+enter', () => void forward(), mayForward && !sending);
  useShortcut('f8', () => {
    void session.flush();
    setShown(shown === 'entry' ? 'print' : 'entry');
  });

  const addVoucher = () => {
    session.edit((before) => ({
      ...before,
      vouchers: [...before.vouchers, nextVoucher(before.vouchers.at(-1), user, new Date())],
    }));
    setChosen(content.vouchers.length);
    setShown('entry');
    focusPath(`vouchers.${content.vouchers.length}.number`);
  };
  const removeVoucher = () => {
    if (voucher === undefined) return;
    session.edit((before) => ({ ...before, vouchers: removedAt(before.vouchers, index) }));
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
          <div className="next-step">
            <SaveStatus state={state} onRetry={() => void session.flush()} />
            <OfflineLine />
            {mayForward && (
              <>
                <Button
                  size="lg"
                  leftSection={<IconSend size={24} aria-hidden />}
                  loading={sending}
                  onClick={() => void forward()}
                >
                  {t('draft.forward')} <kbd aria-hidden>Ctrl+Enter</kbd>
                </Button>
                <p>{t('draft.forwardHint')}</p>
              </>
            )}
          </div>
        </DossierHeader>
        <div className="stack notices">
          {view.status === 'TRA_LAI' && view.note !== '' && (
            <Notice tone="bad" heading={t('draft.returnedNote')}>
              <p>{view.note}</p>
            </Notice>
          )}
          {sendFailure !== undefined && <FailureNotice error={sendFailure} />}
        </div>
        <div className="dossier-body draft-body">
          <div className="stack">
            <nav className="sheet" aria-label={t('dossier.vouchers')} id="field-vouchers" tabIndex={-1}>
              <div className="list-head">
                <h2>
                  {t('dossier.vouchers')} <span className="quiet figures">({content.vouchers.length})</span>
                </h2>
              </div>
              <div className="document-list">
                {content.vouchers.map((one, at) => (
                  <button
                    key={one.id}
                    type="button"
                    aria-current={at === index}
                    onClick={() => setChosen(at)}
                    className="voucher-entry"
                  >
                    <span className="name">
                      {one.number === ''
                        ? t('draft.voucher', { number: at + 1 })
                        : t('draft.voucherNumbered', { number: one.number })}
                    </span>
                    <b className="figures">{formatDong(voucherTotal(one))}</b>
                  </button>
                ))}
              </div>
              <div style={{ padding: 12 }}>
                <Button
                  variant="default"
                  size="sm"
                  fullWidth
                  leftSection={<IconFilePlus size={18} aria-hidden />}
                  onClick={addVoucher}
                >
                  {t('draft.addVoucher')}
                </Button>
              </div>
            </nav>
            <Attachments code={code} attachments={content.attachments} attaching={attaching} />
            {mayForward && <IssueList issues={issues} tried={allIssues} onGoTo={goTo} />}
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
      {conflict && <ConflictDialog code={view.code} session={session} />}
    </Desk>
  );
}

/** Goes to the field of a path, or to what surrounds it, after it has been drawn. */
function focusPath(path: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const target = candidatePaths(path)
        .map((one) => document.getElementById(fieldId(one)))
        .find((element) => element !== null);
      target?.scrollIntoView({ block: 'center' });
      target?.focus({ preventScroll: true });
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
