import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconFilePlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DvcttError } from '#shared/contract/errors.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { Attachment } from '#shared/domain/dossiers/dossier.ts';
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
import { toBase64 } from '../../document/file-bytes.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { DossierHeader } from '../dossier/DossierHeader.tsx';
import { StatusLog } from '../dossier/StatusLog.tsx';
import { useTakeView } from '../dossier/useDossier.ts';
import { Attachments } from './Attachments.tsx';
import { TextField } from './fields.tsx';
import { IssueList } from './IssueList.tsx';
import { IssueContext, candidatePaths, fieldId, voucherOf } from './issues.ts';
import { insertedAt, removedAt, replaced } from './lines.ts';
import { nextVoucher } from './new-voucher.ts';
import { SaveStatus } from './SaveStatus.tsx';
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
  const [adding, setAdding] = useState<string>();
  const [addFailure, setAddFailure] = useState<unknown>();

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
    // After the voucher of the issue has been drawn.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const target = candidatePaths(issue.path)
          .map((path) => document.getElementById(fieldId(path)))
          .find((element) => element !== null);
        target?.scrollIntoView({ block: 'center' });
        target?.focus({ preventScroll: true });
      }),
    );
  };

  const forward = async () => {
    setSendFailure(undefined);
    setSending(true);
    try {
      if (!(await session.flush())) return;
      const missing = session.snapshot().view.issues.find((issue) => issue.blocking);
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

  const addFiles = async (files: readonly File[]) => {
    setAddFailure(undefined);
    try {
      for (const file of files) {
        setAdding(file.name);
        const base64 = await toBase64(file);
        await session.between(
          () => call('drafts.attach', { code, name: file.name.slice(0, 200), base64 }),
          (typed, { attachment }) => ({ ...typed, attachments: [...typed.attachments, attachment] }),
        );
        notifyDone(t('attachments.added', { name: file.name }));
      }
    } catch (thrown) {
      setAddFailure(thrown);
    } finally {
      setAdding(undefined);
    }
  };
  const removeAttachment = (attachment: Attachment) => {
    const at = content.attachments.indexOf(attachment);
    session.edit((before) => ({
      ...before,
      attachments: before.attachments.filter((one) => one.id !== attachment.id),
    }));
    offerUndo(t('attachments.removed', { name: attachment.name }), t('app.undo'), () =>
      session.edit((before) => ({
        ...before,
        attachments: insertedAt(before.attachments, at, attachment),
      })),
    );
  };
  const addVoucher = () => {
    session.edit((before) => ({
      ...before,
      vouchers: [...before.vouchers, nextVoucher(before.vouchers.at(-1), user, new Date())],
    }));
    setChosen(content.vouchers.length);
    setShown('entry');
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
    <IssueContext value={{ issues: view.issues, all: allIssues }}>
      <div className="page">
        <DossierHeader dossier={{ ...view, title: content.title }}>
          <div className="next-step">
            <SaveStatus state={state} onRetry={() => void session.flush()} />
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
            <Attachments
              code={code}
              attachments={content.attachments}
              adding={adding}
              failure={addFailure}
              onAdd={(files) => void addFiles(files)}
              onRemove={removeAttachment}
            />
            {mayForward && <IssueList issues={view.issues} onGoTo={goTo} />}
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
    </IssueContext>
  );
}

/** Two windows edited one draft: the person chooses which stands; nothing is overwritten in silence. */
function ConflictDialog({
  code,
  session,
}: {
  readonly code: DossierView['code'];
  readonly session: ReturnType<typeof useDraftSession>['session'];
}) {
  const { t, i18n } = useTranslation();
  const choose = async (act: (stored: DossierView) => unknown) => {
    try {
      act(await call('dossiers.get', { code }));
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    }
  };
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
      title={<b>{t('draft.conflict')}</b>}
    >
      <div className="stack">
        <Button onClick={() => void choose((stored) => session.keepTyped(stored))} data-autofocus>
          {t('draft.takeNewest')}
        </Button>
        <Button variant="default" onClick={() => void choose((stored) => session.takeStored(stored))}>
          {t('draft.takeSaved')}
        </Button>
      </div>
    </Modal>
  );
}
