import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { memberRoleSchema } from '#shared/domain/registration/registration.ts';
import { formatMinute } from '../../format/date.ts';
import { ResendButton } from './ResendButton.tsx';

const tones = { 'not-needed': 'plain', waiting: 'warn', confirmed: 'good', declined: 'bad' } as const;

/** Who has confirmed and who has not, what a member says is wrong, and how the letters fare. */
export function Confirmations({ view }: { readonly view: RegistrationView }) {
  const { t } = useTranslation();
  if (view.confirmations.length === 0) return null;
  const may = view.actions.includes('resend');
  return (
    <section className="form-section" aria-label={t('registration.confirmations.heading')}>
      <h2>{t('registration.confirmations.heading')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('registration.confirmations.member')}</th>
            <th scope="col">{t('registration.confirmations.state')}</th>
            <th scope="col">{t('registration.confirmations.letter')}</th>
          </tr>
        </thead>
        <tbody>
          {view.confirmations.map((one) => (
            <tr key={one.memberId}>
              <th scope="row">
                {one.name}
                <RoleName role={one.role} />
              </th>
              <td>
                <span className="badge" data-tone={tones[one.state]}>
                  {t(`registration.confirmations.states.${one.state}`)}
                </span>
                {one.at !== undefined && (
                  <span className="quiet small figures">
                    {' '}
                    {t('registration.confirmations.at', { time: formatMinute(one.at) })}
                  </span>
                )}
                {one.note !== '' && <p className="declined-note">“{one.note}”</p>}
                {one.certificate !== undefined && (
                  <p className="quiet small figures">
                    {t('registration.signature.serial')}: {one.certificate.serial}
                  </p>
                )}
              </td>
              <td>
                {one.mail !== undefined && (
                  <span className={one.mail === 'failed' ? 'field-error' : undefined}>
                    {t(`registration.confirmations.mail.${one.mail}`)}
                    {one.mail === 'failed' && `. ${t('registration.confirmations.mailFailed')}`}
                  </span>
                )}
                {one.state === 'waiting' && one.linkExpiresAt !== undefined && (
                  <p className="quiet small figures">
                    {t('registration.confirmations.until', { time: formatMinute(one.linkExpiresAt) })}
                  </p>
                )}
                {may && (one.state === 'waiting' || one.state === 'declined') && (
                  <ResendButton id={view.id} memberId={one.memberId} name={one.name} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RoleName({ role }: { readonly role: string }) {
  const { t } = useTranslation();
  const known = memberRoleSchema.safeParse(role);
  return (
    <div className="quiet small">{known.success ? t(`registration.members.roles.${known.data}`) : role}</div>
  );
}
