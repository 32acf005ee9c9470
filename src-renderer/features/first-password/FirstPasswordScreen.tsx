import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { forgetWork, keys, type SessionState } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { forgetOneTime, oneTime } from './one-time.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** After the first sign-in: a password of one's own, before anything else can be reached. */
export function FirstPasswordScreen({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [known] = useState(oneTime);
  useEffect(() => forgetOneTime, []);
  const leave = useMutation({
    mutationFn: () => call('session.signOut', {}),
    onSuccess: () => {
      forgetWork(client);
      location.hash = '';
    },
  });
  return (
    <main className="door">
      <div className="door-box sheet">
        <IconKey size={44} stroke={1.4} aria-hidden className="door-icon" />
        <h1>{t('password.firstTitle')}</h1>
        <p>{t('password.firstLead')}</p>
        <PasswordForm
          user={user}
          once
          known={known}
          onDone={(changed) => {
            client.setQueryData(keys.session, { user: changed } satisfies SessionState);
            void client.invalidateQueries();
            notifyDone(t('password.done'));
          }}
        >
          <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t('password.leave')}
          </Button>
        </PasswordForm>
        {leave.error !== null && <FailureNotice error={leave.error} />}
      </div>
    </main>
  );
}
