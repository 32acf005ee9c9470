import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyDone } from '../../components/notify.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** The change of a password by one's own will. */
export default function PasswordScreen({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const back = () => go({ screen: 'settings' });
  return (
    <div className="page stack" style={{ maxWidth: 720 }}>
      <div>
        <h1>{t('password.title')}</h1>
        <span className="quiet">{t('password.lead')}</span>
      </div>
      <section className="sheet padded">
        <PasswordForm
          user={user}
          once={false}
          onDone={() => {
            void client.invalidateQueries({ queryKey: keys.session });
            notifyDone(t('password.done'));
            back();
          }}
        >
          <Button variant="subtle" onClick={back}>
            {t('password.cancel')}
          </Button>
        </PasswordForm>
      </section>
    </div>
  );
}
