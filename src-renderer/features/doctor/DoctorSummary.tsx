import { useTranslation } from 'react-i18next';
import type { Check } from '#shared/contract/doctor.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { CheckButton } from './CheckButton.tsx';
import { countStates, mendFirst } from './examination.ts';

/** The answer in one glance: is anything broken, and what to do about it first. */
export function DoctorSummary({
  checks,
  onChanged,
}: {
  readonly checks: readonly Check[];
  readonly onChanged: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const counts = countStates(checks);
  const first = mendFirst(checks);
  const tone = counts.failed > 0 ? 'bad' : counts.warning > 0 ? 'warn' : 'good';
  const heading =
    counts.failed > 0
      ? t('doctor.summaryFailed', { count: counts.failed })
      : counts.warning > 0
        ? t('doctor.summaryWarning', { count: counts.warning })
        : t('doctor.summaryOk');
  return (
    <Notice tone={tone} heading={heading}>
      <p className="small figures">{t('doctor.counts', counts)}</p>
      {first !== undefined && (
        <>
          <p>
            <b>{t('doctor.first')}:</b> {first.title[language]} –{' '}
            {first.remedy[language] === '' ? first.found[language] : first.remedy[language]}
          </p>
          <div className="row check-acts">
            <CheckButton check={first} onChanged={onChanged} />
          </div>
        </>
      )}
    </Notice>
  );
}
