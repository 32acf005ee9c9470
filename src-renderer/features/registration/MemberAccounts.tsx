import { Checkbox } from '@mantine/core';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { showDate } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { fieldId, useIssues } from '../draft/issues.ts';

/** The account numbers that the member may use; ticked ones that have gone from step 2 stay in sight to be unticked. */
export function MemberAccounts({
  content,
  member,
  path,
  onChange,
}: {
  readonly content: RegistrationContent;
  readonly member: RegistrationMember;
  readonly path: string;
  readonly onChange: (change: (member: RegistrationMember) => RegistrationMember) => void;
}) {
  const { t, i18n } = useTranslation();
  const { readOnly, standing } = useContext(FormContext);
  const usable = accountNumbers(content).filter(({ used }) => used);
  const known = new Set(usable.map(({ number }) => number));
  const gone = member.accounts.filter((number) => !known.has(number));
  const chosen = member.accounts.length - gone.length;
  const issues = useIssues(`${path}.accounts`, member.accounts.join(' '), true);
  const before = standing.get(`${path}.accounts`);
  const set = (number: string, on: boolean) =>
    onChange((now) => {
      const rest = now.accounts.filter((one) => one !== number);
      return { ...now, accounts: on ? [...rest, number] : rest };
    });
  return (
    <section className="form-section" id={fieldId(`${path}.accounts`)} tabIndex={-1}>
      <div className="row">
        <h3 className="grow">{t('registration.members.accounts')}</h3>
        {usable.length > 0 && (
          <span className="quiet figures" role="status">
            {t('registration.members.accountsCount', { chosen, count: usable.length })}
          </span>
        )}
      </div>
      {usable.length === 0 && gone.length === 0 && (
        <p className="quiet">{t('registration.members.accountsNone')}</p>
      )}
      {usable.length > 0 && (
        <Checkbox
          size="md"
          label={<b>{t('registration.members.accountsAll')}</b>}
          checked={chosen === usable.length}
          indeterminate={chosen > 0 && chosen < usable.length}
          disabled={readOnly}
          onChange={() =>
            onChange((now) => ({
              ...now,
              accounts: chosen === usable.length ? [] : usable.map(({ number }) => number),
            }))
          }
        />
      )}
      <div className="permitted">
        {usable.map(({ number, name, from, to }) => (
          <Checkbox
            key={number}
            size="md"
            checked={member.accounts.includes(number)}
            disabled={readOnly}
            onChange={(event) => set(number, event.currentTarget.checked)}
            label={
              <>
                <b className="figures">{number}</b> {name}
                {(from !== '' || to !== '') && (
                  <span className="quiet small figures">
                    {' '}
                    ({showDate(from)} – {showDate(to)})
                  </span>
                )}
              </>
            }
          />
        ))}
        {gone.map((number) => (
          <Checkbox
            key={number}
            size="md"
            checked
            disabled={readOnly}
            onChange={() => set(number, false)}
            error={t('registration.members.accountsGone')}
            label={<b className="figures">{number}</b>}
          />
        ))}
      </div>
      {before !== undefined && (
        <p className="standing-mark small">
          {t('registration.standing', { value: before === '' ? '–' : before })}
        </p>
      )}
      {issues.map((issue) => (
        <p key={issue.code} className={issue.blocking ? 'field-error' : 'quiet small'}>
          {!issue.blocking && '⚠ '}
          {issue.message[languageOf(i18n)]}
        </p>
      ))}
    </section>
  );
}
