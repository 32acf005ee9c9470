import { Button, SegmentedControl } from '@mantine/core';
import { IconFilePlus, IconTemplate, IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/errors.ts';
import { mostVouchers, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
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
import { AddVoucherDialog } from './AddVoucherDialog.tsx';
import { Arrivals } from './Arrivals.tsx';
import { Attachments } from './Attachments.tsx';
import type { DraftSession, DraftSnapshot } from './draft-session.ts';
import { DraftNotices } from './DraftNotices.tsx';
import { DraftSteps } from './DraftSteps.tsx';
import { TextField } from './fields.tsx';
import { ForwardStep, NotSent } from './ForwardStep.tsx';
import { IssueList } from './IssueList.tsx';
import { IssueContext, candidatePaths, fieldId, lineOf, voucherOf, type IssueBoard } from './issues.ts';
import { nextIssue } from './issue-steps.ts';
import { insertedAt, replaced } from './lines.ts';
import { listSumOf } from './list-sum.ts';
import { OfflineLine } from './OfflineLine.tsx';
import { SignedVersions } from '../signed-versions/SignedVersions.tsx';
import { ExportButton } from '../export/ExportButton.tsx';
import { People } from './People.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { SaveTemplateDialog } from './SaveTemplateDialog.tsx';
import { UnreadContext, unreadIssues, type UnreadTexts } from './unread-texts.ts';
import { useAttaching } from './useAttaching.ts';
import { useForwarding } from './useForwarding.ts';
import { useColleagues } from './usePresence.ts';
import { voucherEdit } from './voucher-edit.ts';
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
  const [dialog, setDialog] = useState<'add' | 'template'>();
  const [allIssues, setAllIssues] = useState(false);
  /** A line that somebody is being led to: far down, it would not be drawn. */
  const [leadTo, setLeadTo] = useState<number>();
  const lastIssue = useRef<ValidationIssue>(undefined);
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
  const edit = useMemo(
    () =>
      voucherEdit(
        (change) =>
          session.edit((before) => {
            const at = before.vouchers.findIndex(({ id }) => id === voucherId);
            const current = before.vouchers[at];
            return current === undefined
              ? before
              : { ...before, vouchers: replaced(before.vouchers, at, change(current)) };
          }),
        () => {
          const { vouchers } = session.snapshot().content;
          return { voucher: vouchers.find(({ id }) => id === voucherId), all: vouchers };
        },
      ),
    [session, voucherId],
  );
  const mayForward = view.actions.includes('forward');

  const goTo = (issue: ValidationIssue) => {
    setAllIssues(true);
    setShown('entry');
    choose(voucherOf(issue.path) ?? index);
    setLeadTo(lineOf(issue.path));
    lastIssue.current = issue;
    focusPath(issue.path);
  };
  const stepIssue = (step: 1 | -1) => {
    const next = nextIssue(issues, lastIssue.current, step);
    if (next !== undefined) goTo(next);
  };

  const reveal = (path: string) => {
    const at = voucherOf(path);
    if (at !== undefined) {
      setShown('entry');
      choose(at);
      setLeadTo(lineOf(path));
    }
    whenDrawn(path, (target) => target.scrollIntoView({ block: 'center' }));
  };

  const forwarding = useForwarding({ code, session, snapshot, texts, people, onMissing: goTo });
  useShortcut('ctrl+enter', () => void forwarding.start(), mayForward && !forwarding.sending);
  useShortcut('f8', () => stepIssue(1));
  useShortcut('shift+f8', () => stepIssue(-1));
  useShortcut('f9', () => {
    void session.flush();
    setShown(shown === 'entry' ? 'print' : 'entry');
  });
  const room = content.vouchers.length < mostVouchers;
  const startAdding = () => setDialog('add');
  useShortcut('alt+v', startAdding, room);
  const stepVoucher = (step: 1 | -1) => {
    const at = index + step;
    if (session.snapshot().content.vouchers[at] === undefined) return;
    choose(at);
    setShown('entry');
    focusPath(`vouchers.${at}.number`);
  };
  useShortcut('alt+pagedown', () => stepVoucher(1));
  useShortcut('alt+pageup', () => stepVoucher(-1));

  const addVoucher = (added: Voucher) => {
    session.edit((before) => ({ ...before, vouchers: [...before.vouchers, added] }));
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
          <div className="next-step">
            {mayForward && (
              <ForwardStep forwarding={forwarding} issues={issues} onNext={() => stepIssue(1)} />
            )}
          </div>
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
              issues={issues}
              people={people}
              onChoose={(id) => setChosen({ id, at: index })}
              onAdd={room ? startAdding : undefined}
            />
            <Attachments code={code} attachments={content.attachments} attaching={attaching} />
            <IssueList issues={issues} vouchers={content.vouchers} tried={allIssues} onGoTo={goTo} />
            <SignedVersions dossier={view} />
            <ExportButton size="sm" codes={[code]} before={() => session.flush()} />
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
                  <Button onClick={startAdding}>{t('draft.addVoucher')}</Button>
                </Empty>
              </div>
            ) : (
              <section className="sheet" aria-label={t('draft.voucher', { number: index + 1 })}>
                <div className="list-head voucher-head" id={fieldId(`vouchers.${index}`)} tabIndex={-1}>
                  <h2 className="grow">{formHeading(voucher, t, languageOf(i18n))}</h2>
                  <Button
                    size="compact-md"
                    variant="subtle"
                    leftSection={<IconTemplate size={18} aria-hidden />}
                    onClick={() => setDialog('template')}
                  >
                    {t('entry.template.save')}
                  </Button>
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
                      { value: 'print', label: `${t('draft.tabs.print')} (F9)` },
                    ]}
                  />
                </div>
                {shown === 'entry' ? (
                  <VoucherForm
                    key={voucher.id}
                    path={`vouchers.${index}`}
                    voucher={voucher}
                    edit={edit}
                    leadTo={leadTo}
                    listSum={listSumOf(voucher, content.vouchers)}
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
        {dialog === 'add' && (
          <AddVoucherDialog
            before={content.vouchers.at(-1)}
            open={voucher}
            onAdd={addVoucher}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'template' && voucher !== undefined && (
          <SaveTemplateDialog voucher={voucher} onClose={() => setDialog(undefined)} />
        )}
      </div>
    </Desk>
  );
}

/** “Mẫu 13 – Giấy rút dự toán ngân sách, ký hiệu C2-02a/NS”. */
function formHeading(voucher: Voucher, t: TFunction, language: Language): string {
  const form = formOf(voucher);
  const values = { number: form.id, title: form.title[language], symbol: form.symbol };
  return form.symbol === '' ? t('entry.formPlain', values) : t('entry.form', values);
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
