import { useTranslation } from 'react-i18next';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';

const tones = { passed: 'good', failed: 'bad', skipped: 'plain' } as const;

/** What was tried on a module or a key, step by step, in the standard's terms. */
export function StepTable({ steps }: { readonly steps: readonly SelfTestStep[] }) {
  const { t } = useTranslation();
  return (
    <div className="step-table" tabIndex={0} role="region" aria-label={t('tokens.job.selfTest.step')}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('tokens.job.selfTest.step')}</th>
            <th scope="col">{t('tokens.job.selfTest.outcome')}</th>
            <th scope="col" className="amount">
              {t('tokens.job.selfTest.time')}
            </th>
            <th scope="col">{t('tokens.job.selfTest.note')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={`${step.name}-${index}`} data-outcome={step.outcome}>
              <td>
                <code>{step.name}</code>
              </td>
              <td>
                <span className="badge" data-tone={tones[step.outcome]}>
                  {t(`tokens.job.selfTest.outcomes.${step.outcome}`)}
                </span>
              </td>
              <td className="amount figures">{Math.round(step.milliseconds)} ms</td>
              <td className="small">
                {[step.ckr === 'CKR_OK' ? '' : (step.ckr ?? ''), step.note ?? '']
                  .filter((part) => part !== '')
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
