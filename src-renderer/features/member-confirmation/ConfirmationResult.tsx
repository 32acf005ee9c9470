import { useTranslation } from 'react-i18next';
import type { Confirmation } from '#shared/contract/registration/http.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { Notice } from '../../components/Notice.tsx';
import { formatMinute } from '../../format/date.ts';
import { afterConfirming } from './after-confirming.ts';

/** What came of the member's answer, and what happens next. */
export function ConfirmationResult({
  view,
  member,
  mine,
}: {
  readonly view: RegistrationView;
  readonly member: RegistrationMember;
  readonly mine: Confirmation | undefined;
}) {
  const { t } = useTranslation();
  if (mine?.state === 'declined')
    return (
      <Notice tone="info" heading={t('memberConfirmation.declinedTitle')}>
        <p>
          {t('memberConfirmation.declinedNote')}: “{mine.note}”
        </p>
        <p>{t('memberConfirmation.declinedNext')}</p>
      </Notice>
    );
  if (mine?.state !== 'confirmed')
    return (
      <Notice tone="info" heading={t('memberConfirmation.closedTitle')}>
        <p>{t('memberConfirmation.closedText')}</p>
      </Notice>
    );
  const { next, ...values } = afterConfirming(view, member.role);
  return (
    <Notice tone="good" heading={t('memberConfirmation.confirmedTitle')}>
      {mine.at !== undefined && (
        <p className="figures">{t('memberConfirmation.confirmedAt', { at: formatMinute(mine.at) })}</p>
      )}
      {mine.certificate !== undefined && (
        <p>
          {t('memberConfirmation.confirmedWith')}:{' '}
          <span className="figures serial">{mine.certificate.serial}</span>
        </p>
      )}
      <p>
        <b>{t(`memberConfirmation.${next}`, values)}</b>
      </p>
    </Notice>
  );
}
