import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useTakeRegistration } from './useRegistration.ts';

/** “Gửi lại thư”, beside the member who is asked anew. */
export function ResendButton({
  id,
  memberId,
  name,
}: {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
}) {
  const { t, i18n } = useTranslation();
  const take = useTakeRegistration();
  const resend = useMutation({
    mutationFn: () => call('registrations.resend', { id, memberId }),
    onSuccess: (next) => {
      take(next);
      notifyDone(t('registration.confirmations.resent', { name }));
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  return (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<IconMailForward size={18} aria-hidden />}
      aria-label={t('registration.confirmations.resendTo', { name })}
      loading={resend.isPending}
      onClick={() => resend.mutate()}
    >
      {t('registration.confirmations.resend')}
    </Button>
  );
}
