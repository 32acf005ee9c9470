import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { memberRoleSchema } from '#shared/domain/registration/registration.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useTakeRegistration } from './useRegistration.ts';

const tones = { 'not-needed': 'plain', waiting: 'warn', confirmed: 'good', declined: 'bad' } as const;

/** Who has confirmed and who has not, what a member says is wrong, and how the letters fare. */
export function Confirmations({ view }: { readonly view: RegistrationView }) {
  const { t, i18n } = useTranslation();
  const take = useTakeRegistration();
  const resend = useMutation({
    mutationFn: ({ memberId }: { readonly memberId: string; readonly name: string }) =>
      call('registrations.resend', { id: view.id, memberId }),
    onSuccess: (next, { name }) => {
      take(next);
      notifyDone(t('registration.confirmations.resent', { name }));
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
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
                {may && one.state === 'waiting' && (
                  <Button
                    size="compact-md"
                    variant="default"
                    leftSection={<IconMailForward size={18} aria-hidden />}
                    aria-label={t('registration.confirmations.resendTo', { name: one.name })}
                    loading={resend.isPending && resend.variables.memberId === one.memberId}
                    onClick={() => resend.mutate({ memberId: one.memberId, name: one.name })}
                  >
                    {t('registration.confirmations.resend')}
                  </Button>
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
