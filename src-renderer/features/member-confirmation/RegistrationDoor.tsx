import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/route.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { RegistrationScreen } from '../registration/RegistrationScreen.tsx';
import { useRegistration } from '../registration/useRegistration.ts';
import { MemberConfirmation } from './MemberConfirmation.tsx';

/**
 * One registration dossier, seen by whom the machine has before it: a member who came by a letter sees their own data
 * and nothing else; everybody else the wizard.
 */
export default function RegistrationDoor({
  id,
  confirming,
}: {
  readonly id: string;
  /** Someone who sees the whole dossier confirms their own data now. */
  readonly confirming: boolean;
}) {
  const { t } = useTranslation();
  const { data: view, error, refetch } = useRegistration(id);
  if (view === undefined)
    return (
      <div className="page">
        {error === null ? (
          <Loader role="status" aria-label={t('app.loading')} />
        ) : (
          <FailureNotice error={error} retry={() => void refetch()} />
        )}
      </div>
    );
  if (view.access === 'member' || confirming) return <MemberConfirmation view={view} />;
  const member = view.content.members.find((one) => one.id === view.memberId);
  return (
    <>
      {view.actions.includes('confirm') && (
        <div className="page invitation">
          <Notice
            tone="warn"
            heading={t(
              member?.signatureForm === 'token'
                ? 'memberConfirmation.invited'
                : 'memberConfirmation.invitedPlain',
            )}
          >
            <Button mt={8} onClick={() => go({ screen: 'registration', id, part: 'confirm' })}>
              {t('memberConfirmation.invitedGo')}
            </Button>
          </Notice>
        </div>
      )}
      <RegistrationScreen id={id} />
    </>
  );
}
