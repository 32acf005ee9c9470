import { useTranslation } from 'react-i18next';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { memberFacts } from './member-facts.ts';

/** The member's data, large; for a change what stands now beside what is asked for. */
export function MemberFacts({
  member,
  standing,
}: {
  readonly member: RegistrationMember;
  /** As registered now; absent for who is new. */
  readonly standing: RegistrationMember | undefined;
}) {
  const { t, i18n } = useTranslation();
  const facts = memberFacts(member, standing, {
    language: languageOf(i18n),
    role: t('memberConfirmation.role'),
    accounts: t('memberConfirmation.accounts'),
    noAccounts: t('memberConfirmation.noAccounts'),
    signatureForm: t('memberConfirmation.signatureForm'),
    roleName: (role) => t(`role.${role}`),
    formName: (form) => t(`memberConfirmation.signatureForms.${form}`),
  });
  const changed = facts.some(({ before }) => before !== undefined);
  const shown = (value: string) => (value === '' ? t('memberConfirmation.empty') : value);
  return (
    <section className="sheet padded" aria-labelledby="member-facts">
      <h2 id="member-facts">{t('memberConfirmation.yours')}</h2>
      {changed && <p className="quiet">{t('memberConfirmation.changedOnly')}</p>}
      <dl className="member-facts">
        {facts.map(({ field, label, value, before }) => (
          <div key={field} data-field={field} data-changed={before !== undefined}>
            <dt>{label}</dt>
            <dd>
              {before === undefined ? (
                shown(value)
              ) : (
                <>
                  <span className="member-before">
                    <span className="quiet small">{t('memberConfirmation.before')}: </span>
                    {shown(before)}
                  </span>
                  <span className="member-after">
                    <span className="quiet small">{t('memberConfirmation.after')}: </span>
                    <b>{shown(value)}</b>
                  </span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
