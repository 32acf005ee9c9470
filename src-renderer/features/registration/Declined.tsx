import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { Notice } from '../../components/Notice.tsx';
import { ResendButton } from './ResendButton.tsx';

/** Members who say that something is wrong about them: what they say, and the ways on for who declares. */
export function Declined({
  view,
  onGoTo,
}: {
  readonly view: RegistrationView;
  readonly onGoTo: (path: string) => void;
}) {
  const { t } = useTranslation();
  const declined = view.confirmations.filter(({ state }) => state === 'declined');
  if (declined.length === 0 || view.status !== 'CHO_HOAN_THIEN') return null;
  const mayEdit = view.actions.includes('edit');
  return (
    <Notice tone="warn" heading={t('registration.declined.heading', { count: declined.length })}>
      <ul className="declined-members">
        {declined.map(({ memberId, name, note }) => {
          const place = view.content.members.findIndex(({ id }) => id === memberId);
          return (
            <li key={memberId}>
              <b>{name}</b>: “{note}”
              <span className="row">
                {mayEdit && place !== -1 && (
                  <Button
                    size="compact-md"
                    variant="default"
                    leftSection={<IconPencil size={18} aria-hidden />}
                    onClick={() => onGoTo(`members.${place}.name`)}
                  >
                    {t('registration.declined.mend', { name })}
                  </Button>
                )}
                {view.actions.includes('resend') && (
                  <ResendButton id={view.id} memberId={memberId} name={name} />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {mayEdit && <p>{t('registration.declined.next')}</p>}
    </Notice>
  );
}
