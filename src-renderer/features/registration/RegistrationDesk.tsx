import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { registrationChanges } from '#shared/domain/registration/changes.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { withdrawUndo } from '../../components/UndoNotice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { IssueContext } from '../draft/issues.ts';
import { UnreadContext, UnreadTexts, windowShelf } from '../draft/unread-texts.ts';
import { Collision } from './Collision.tsx';
import { FinishStep } from './FinishStep.tsx';
import { focusPath } from './focus-path.ts';
import { firstOpenStep } from './form-order.ts';
import type { RegistrationForm } from './form.ts';
import { MemberStep } from './MemberStep.tsx';
import { ProjectStep } from './ProjectStep.tsx';
import { RegistrationHeader } from './RegistrationHeader.tsx';
import { RegistrationSigning } from './RegistrationSigning.tsx';
import { renewedMembers } from './renewal.ts';
import { documentsId, revealDocuments } from './reveal-documents.ts';
import { RenewalStep } from './RenewalStep.tsx';
import { StepBar } from './StepBar.tsx';
import { memberPlace, stepOf, steps, stepStates, type Step } from './steps.ts';
import { UnitStep } from './UnitStep.tsx';
import { unreadFields, withUnread } from './unread-fields.ts';
import { useRegistrationSession } from './useRegistrationSession.ts';
import { useTakeRegistration } from './useRegistration.ts';
import { WizardFoot } from './WizardFoot.tsx';
import '../draft/draft.css';
import '../dossier/dossier.css';
import './registration.css';

const renewalSteps: readonly Step[] = ['members', 'finish'];

/** The wizard of four steps; a renewed certificate needs two. */
export function RegistrationDesk({ stored }: { readonly stored: RegistrationView }) {
  const { t, i18n } = useTranslation();
  const { id } = stored;
  const { session, snapshot } = useRegistrationSession(stored);
  const { content, view } = snapshot;
  const { before } = view;
  const take = useTakeRegistration();
  const readOnly = !view.actions.includes('edit');
  const [renewed] = useState(
    () => new Set(renewedMembers(stored.content, stored.before).map((member) => member.id)),
  );
  const [everything, setEverything] = useState(false);
  const short = renewed.size > 0 && !everything;
  const shownSteps = short ? renewalSteps : steps;
  const [step, setStep] = useState<Step>(
    readOnly || stored.code !== undefined
      ? 'finish'
      : short
        ? 'members'
        : // Begun just now; else it is gone on with.
          stored.revision === 1
          ? 'unit'
          : firstOpenStep(stored.issues),
  );
  const [left, setLeft] = useState<ReadonlySet<Step>>(new Set());
  const [tried, setTried] = useState(false);
  const [member, setMember] = useState<string>();
  const [open, setOpen] = useState<string | undefined>(
    stored.actions.includes('sign') ? 'tokhai' : undefined,
  );
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [signing, setSigning] = useState(false);
  const [said, setSaid] = useState<{ readonly words: string; readonly tone: 'good' | 'bad' }>();
  const [failure, setFailure] = useState<Failure>();
  const [texts] = useState(() => new UnreadTexts(windowShelf(id)));
  const unread = useSyncExternalStore(texts.subscribe, texts.all);

  const unreadable = useMemo(() => unreadFields(content, unread), [content, unread]);
  const issues = useMemo(() => withUnread(view.issues, unreadable), [view.issues, unreadable]);
  const board = useMemo(
    () => ({ issues: view.issues, all: tried || left.has(step) }),
    [view.issues, tried, left, step],
  );
  const standing = useMemo(
    () =>
      new Map(
        before === undefined
          ? []
          : registrationChanges(before, content).map((change) => [change.path, change.before]),
      ),
    [before, content],
  );
  const manner = useMemo(() => ({ readOnly, standing }), [readOnly, standing]);
  const form: RegistrationForm = {
    content,
    before,
    readOnly,
    edit: (change) => session.edit(change),
    settle: async () => {
      await session.flush();
      const now = session.snapshot();
      return withUnread(now.view.issues, unreadFields(now.content, texts.all()));
    },
  };

  const sheet = useRef<HTMLElement>(null);
  const arrived = useRef(step);
  useEffect(() => {
    if (arrived.current === step) return;
    arrived.current = step;
    withdrawUndo();
    document.getElementById('main')?.scrollTo({ top: 0 });
    // A way to a field has its own focus.
    if (document.activeElement === document.body || !sheet.current?.contains(document.activeElement))
      sheet.current?.focus({ preventScroll: true });
  }, [step]);

  const show = (next: Step) => {
    if (next === step) return;
    void session.flush();
    setLeft((now) => new Set(now).add(step));
    setSaid(undefined);
    setStep(next);
  };
  const stepFor = (path: string): Step => {
    const wanted = stepOf(path);
    if (!short || wanted === 'finish') return wanted;
    const place = memberPlace(path);
    const here = path === 'reason' || (place !== undefined && renewed.has(content.members[place]?.id ?? ''));
    if (!here) setEverything(true);
    return here ? 'members' : wanted;
  };
  const goTo = (path: string) => {
    const place = memberPlace(path);
    if (place !== undefined) setMember(content.members[place]?.id);
    const next = stepFor(path);
    setLeft((now) => new Set(now).add(step).add(next));
    setStep(next);
    focusPath(path);
  };
  const save = useMutation({
    mutationFn: async () => {
      setFailure(undefined);
      setSaid(undefined);
      setTried(true);
      if (!(await session.flush())) return false;
      const now = session.snapshot();
      const wrong = withUnread(now.view.issues, unreadFields(now.content, texts.all())).filter(
        ({ blocking }) => blocking,
      );
      const [first] = wrong;
      if (first !== undefined) {
        setSaid({ words: t('registration.finish.left', { count: wrong.length }), tone: 'bad' });
        goTo(first.path);
        return false;
      }
      return session.between((revision) => call('registrations.save', { id, revision }));
    },
    onSuccess: (done) => {
      if (!done) return;
      take(session.snapshot().view);
      setTried(false);
      setLeft(new Set());
      setStep('finish');
      document.getElementById('main')?.scrollTo({ top: 0 });
    },
    onError: (thrown) => setFailure(toFailure(thrown)),
  });
  const copy = useMutation({
    mutationFn: () => call('registrations.copy', { id }),
    onSuccess: (made) => {
      take(made);
      notifyDone(t('registration.finish.copied'));
      go({ screen: 'registration', id: made.id });
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const maySave = view.actions.includes('save');
  const unsaved = session.unkept || view.saved.state === 'edited' || view.saved.state === 'refused';
  const maySign = view.actions.includes('sign') && !session.unkept;
  const place = shownSteps.indexOf(step);
  const next = shownSteps[place + 1];
  const previous = shownSteps[place - 1];
  const primary = () => {
    if (next !== undefined) show(next);
    else if (maySign) setSigning(true);
    else if (maySave && unsaved && !save.isPending) save.mutate();
  };
  useShortcut('ctrl+enter', primary);
  useShortcut(
    'ctrl+s',
    () =>
      void session
        .flush()
        .then((kept) => kept && setSaid({ words: t('registration.keep.kept'), tone: 'good' })),
  );
  useStepKeys(shownSteps, show);
  const states = stepStates(readOnly ? [] : issues, tried ? new Set(steps) : left);
  return (
    <UnreadContext value={texts}>
      <IssueContext value={board}>
        <FormContext value={manner}>
          <div className="page wizard">
            <RegistrationHeader
              snapshot={snapshot}
              title={t(
                short
                  ? 'registration.titleRenewal'
                  : view.kind === 'change'
                    ? 'registration.titleChange'
                    : 'registration.title',
              )}
              readOnly={readOnly}
              onRetry={() => void session.flush()}
            />
            <StepBar
              entries={shownSteps.map((one) => ({
                step: one,
                label: t(
                  short && one === 'members' ? 'registration.steps.renewal' : `registration.steps.${one}`,
                ),
                state: short && one === 'members' ? allOf(issues, tried || left.has(one)) : states[one],
              }))}
              current={step}
              onGo={show}
            />
            <div className="stack notices">
              <Collision session={session} snapshot={snapshot} />
              {!readOnly && view.copiedFrom !== undefined && (
                <Notice tone="warn" heading={t('registration.copyOf', { code: view.copiedFrom.code })}>
                  {view.copiedFrom.note !== '' && (
                    <p>
                      <b>{t('registration.finish.rejectedReason')}:</b> {view.copiedFrom.note}
                    </p>
                  )}
                </Notice>
              )}
              {failure !== undefined && <FailureNotice failure={failure} retry={() => save.mutate()} />}
            </div>
            <section
              className="sheet wizard-sheet"
              ref={sheet}
              tabIndex={-1}
              aria-label={t(`registration.steps.${step}`)}
            >
              {!readOnly && step !== 'finish' && (
                <p className="quiet small mandatory-note">{t('registration.mandatory')}</p>
              )}
              {step === 'unit' && <UnitStep form={form} />}
              {step === 'project' && <ProjectStep form={form} />}
              {step === 'members' &&
                (short ? (
                  <RenewalStep form={form} memberIds={renewed} onEverything={() => setEverything(true)} />
                ) : (
                  <MemberStep form={form} chosen={member} onChoose={setMember} />
                ))}
              {step === 'finish' && (
                <FinishStep
                  form={form}
                  view={view}
                  issues={issues}
                  tried={tried}
                  stale={session.unkept}
                  open={open}
                  copying={copy.isPending}
                  onOpen={setOpen}
                  onShown={(document) => setSeen((now) => new Set(now).add(document))}
                  onGoTo={goTo}
                  onCopy={() => copy.mutate()}
                />
              )}
            </section>
            <WizardFoot
              onBack={previous === undefined ? undefined : () => show(previous)}
              onNext={next === undefined ? undefined : () => show(next)}
              print={
                step === 'finish'
                  ? () => {
                      setOpen('tokhai');
                      document.getElementById(documentsId)?.focus({ preventScroll: true });
                      revealDocuments();
                    }
                  : undefined
              }
              save={
                step === 'finish' && maySave && unsaved
                  ? { again: view.code !== undefined, busy: save.isPending, act: () => save.mutate() }
                  : undefined
              }
              sign={step === 'finish' && maySign ? () => setSigning(true) : undefined}
            >
              <span role="status" className="wizard-said" data-tone={said?.tone}>
                {said?.words}
              </span>
            </WizardFoot>
          </div>
          {signing && <RegistrationSigning view={view} seen={seen} onClose={() => setSigning(false)} />}
        </FormContext>
      </IssueContext>
    </UnreadContext>
  );
}

function allOf(issues: readonly { readonly blocking: boolean }[], left: boolean) {
  const count = issues.filter(({ blocking }) => blocking).length;
  return count === 0
    ? ({ kind: 'done' } as const)
    : { kind: left ? ('wrong' as const) : ('todo' as const), count };
}

/** Alt+1 … Alt+4. */
function useStepKeys(shown: readonly Step[], onGo: (step: Step) => void): void {
  const to = (index: number) => {
    const step = shown[index];
    if (step !== undefined) onGo(step);
  };
  useShortcut('alt+1', () => to(0));
  useShortcut('alt+2', () => to(1));
  useShortcut('alt+3', () => to(2));
  useShortcut('alt+4', () => to(3));
}
