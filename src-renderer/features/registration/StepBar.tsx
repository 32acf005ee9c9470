import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Step, StepState } from './steps.ts';

export interface StepEntry {
  readonly step: Step;
  readonly label: string;
  readonly state: StepState;
}

/** Where the person is, which steps are complete and what is left in the others; each is a press away. */
export function StepBar({
  entries,
  current,
  onGo,
}: {
  readonly entries: readonly StepEntry[];
  readonly current: Step;
  readonly onGo: (step: Step) => void;
}) {
  const { t } = useTranslation();
  return (
    <nav className="step-bar" aria-label={t('registration.steps.label')} title={t('registration.steps.keys')}>
      <ol>
        {entries.map(({ step, label, state }, index) => (
          <li key={step}>
            <button
              type="button"
              data-state={state.kind}
              aria-current={step === current ? 'step' : undefined}
              onClick={() => onGo(step)}
            >
              <span className="step-number figures" aria-hidden>
                {index + 1}
              </span>
              <span className="step-words">
                <span className="visually-hidden">
                  {t('registration.steps.step', { number: index + 1 })}:{' '}
                </span>
                <b>{label}</b>
                <StateWords step={step} state={state} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StateWords({ step, state }: { readonly step: Step; readonly state: StepState }) {
  const { t } = useTranslation();
  // What the last step has to say stands on it.
  if (step === 'finish' && state.kind === 'done') return null;
  if (state.kind === 'done')
    return (
      <small className="step-state" data-tone="good">
        <IconCircleCheck size={16} aria-hidden /> {t('registration.steps.done')}
      </small>
    );
  return state.kind === 'wrong' ? (
    <small className="step-state" data-tone="bad">
      <IconAlertTriangle size={16} aria-hidden /> {t('registration.steps.wrong', { count: state.count })}
    </small>
  ) : (
    <small className="step-state">{t('registration.steps.left', { count: state.count })}</small>
  );
}
