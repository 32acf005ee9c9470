import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { focusPassword } from './focus-password.ts';
import { useSigningIn } from './useSigningIn.ts';

/**
 * Asks the same person for the password over the screen they work on. `onLater` is there while their store is open and
 * work may go on without the server; `onOther` gives the screen up.
 */
export function SignInAgain({
  user,
  opened,
  onLater,
  onOther,
}: {
  readonly user: User;
  readonly opened: boolean;
  readonly onLater: (() => void) | undefined;
  readonly onOther: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onLater ?? (() => {})}
      withCloseButton={onLater !== undefined}
      closeOnEscape={onLater !== undefined}
      closeOnClickOutside={false}
      zIndex={500}
      size={560}
      title={<b>{t('account.againTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <PasswordForm user={user} onLater={onLater} onOther={onOther} />
    </Modal>
  );
}

function PasswordForm({
  user,
  onLater,
  onOther,
}: {
  readonly user: User;
  readonly onLater: (() => void) | undefined;
  readonly onOther: () => void;
}) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const signIn = useSigningIn(true);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        signIn.mutate(
          { username: user.username, password },
          {
            onError: () => {
              setPassword('');
              focusPassword(form);
            },
          },
        );
      }}
    >
      <p style={{ margin: 0 }}>{t(onLater === undefined ? 'account.againText' : 'account.againToSend')}</p>
      <dl className="facts">
        <dt>{t('account.person')}</dt>
        <dd>
          <b>{user.name}</b> ({user.username})
        </dd>
      </dl>
      {/* Password programs read the name from here. */}
      <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
      <SecretField
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
      />
      {signIn.error !== null && <FailureNotice error={signIn.error} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="subtle" mr="auto" onClick={onOther}>
          {t('account.other')}
        </Button>
        {onLater !== undefined && (
          <Button variant="default" onClick={onLater}>
            {t('account.later')}
          </Button>
        )}
        <Button type="submit" loading={signIn.isPending} disabled={password === ''}>
          {t('signIn.submit')}
        </Button>
      </div>
    </form>
  );
}
