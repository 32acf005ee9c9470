import { useTranslation } from 'react-i18next';
import type { Check } from '#shared/contract/doctor.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { HelpLink } from '../help/HelpLink.tsx';
import { RenewalOffer } from '../renewal/RenewalOffer.tsx';
import { CheckBadge } from './CheckBadge.tsx';
import { CheckButton } from './CheckButton.tsx';
import { CheckCommand } from './CheckCommand.tsx';
import type { ExaminedCheck } from './examination.ts';

/** One check: state and finding in sight, what it means and what to do when something is wrong, facts folded away. */
export function CheckRow({
  line,
  onChanged,
}: {
  readonly line: ExaminedCheck;
  /** Something was done about it: worth looking again. */
  readonly onChanged: () => void;
}) {
  const { i18n } = useTranslation();
  const language = languageOf(i18n);
  const { check, running } = line;
  return (
    <li className="check" data-state={check?.state} data-running={running} data-check={line.id}>
      <div className="check-state">
        <CheckBadge state={running ? 'running' : (check?.state ?? 'skipped')} />
      </div>
      <div className="grow">
        <h3>{line.title[language]}</h3>
        {check !== undefined && (
          <>
            {check.found[language] !== '' && <div className="check-found">{check.found[language]}</div>}
            <Advice check={check} onChanged={onChanged} />
            <Facts check={check} />
          </>
        )}
      </div>
    </li>
  );
}

function Advice({ check, onChanged }: { readonly check: Check; readonly onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const meaning = check.meaning[language];
  const remedy = check.remedy[language];
  return (
    <>
      {meaning !== '' && (
        <p>
          <b>{t('doctor.meaning')}:</b> {meaning}
        </p>
      )}
      {remedy !== '' && (
        <p>
          <b>{t('doctor.remedy')}:</b> {remedy}
        </p>
      )}
      {check.command !== undefined && <CheckCommand command={check.command} />}
      <div className="row check-acts">
        <CheckButton check={check} onChanged={onChanged} />
        {check.help === 'CERT_NOT_REGISTERED' && <RenewalOffer failure={{ code: check.help }} />}
        {check.help !== undefined && <HelpLink page={check.help}>{t('doctor.help')}</HelpLink>}
      </div>
    </>
  );
}

function Facts({ check }: { readonly check: Check }) {
  const { t, i18n } = useTranslation();
  const looked = check.looked[languageOf(i18n)];
  return (
    <details className="small">
      <summary>{t('doctor.details')}</summary>
      <dl className="facts">
        {looked !== '' && (
          <>
            <dt>{t('doctor.looked')}</dt>
            <dd>{looked}</dd>
          </>
        )}
        <dt>{t('doctor.took')}</dt>
        <dd className="figures">{Math.round(check.milliseconds)} ms</dd>
        <dt>{t('doctor.id')}</dt>
        <dd>
          <code>{check.id}</code>
        </dd>
      </dl>
    </details>
  );
}
