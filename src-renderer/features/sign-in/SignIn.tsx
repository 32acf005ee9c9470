import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFileText, IconSend, IconUsb } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { chooseLanguage, languageOf } from '../../i18n/i18n.ts';
import { useInfo } from '../../app/useSession.ts';
import iconUrl from '../../icon.svg';
import './sign-in.css';

/** Name and password; in the demo, its accounts fill the form in one click. */
export function SignIn({ interrupted }: { readonly interrupted: User | undefined }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const info = useInfo();
  const [username, setUsername] = useState(interrupted?.username ?? '');
  const [password, setPassword] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const signIn = useMutation({
    mutationFn: () => call('session.signIn', { username: username.trim(), password }),
    onSuccess: ({ user }) => {
      setPassword('');
      client.setQueryData(keys.session, user);
      client.setQueryData(keys.interrupted, null);
      // What failed for want of a session may be asked again.
      if (interrupted !== undefined) void client.invalidateQueries();
    },
  });
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const demo = info.data?.demoAccounts ?? [];
  return (
    <main className="sign-in">
      <section className="sign-in-side">
        <span className="sign-in-brand">
          <img src={iconUrl} alt="" />
          {t('app.name')}
        </span>
        <p className="sign-in-service">{t('app.service')}</p>
        <ol>
          <li>
            <IconFileText aria-hidden /> {t('signIn.points.draft')}
          </li>
          <li>
            <IconUsb aria-hidden /> {t('signIn.points.sign')}
          </li>
          <li>
            <IconSend aria-hidden /> {t('signIn.points.send')}
          </li>
        </ol>
        <Button
          variant="subtle"
          color="gray.0"
          size="sm"
          onClick={() => void chooseLanguage(i18n, languageOf(i18n) === 'vi' ? 'en' : 'vi')}
        >
          {t('nav.language')}
        </Button>
      </section>
      <section className="sign-in-form">
        <div className="sign-in-box">
          <h1>{t('signIn.title')}</h1>
          {interrupted === undefined ? (
            <p className="quiet">{t('signIn.lead')}</p>
          ) : (
            <Notice tone="warn" heading={t('signIn.again')}>
              <p>{t('signIn.againText')}</p>
            </Notice>
          )}
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              signIn.mutate();
            }}
          >
            <TextInput
              label={t('signIn.username')}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
              autoFocus={interrupted === undefined}
              required
              withAsterisk={false}
            />
            <PasswordInput
              label={t('signIn.password')}
              name="password"
              autoFocus={interrupted !== undefined}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              onKeyUp={watchCapsLock}
              description={capsLock ? t('signIn.capsLock') : undefined}
              required
              withAsterisk={false}
            />
            {signIn.error !== null && <FailureNotice error={signIn.error} />}
            <Button
              type="submit"
              size="lg"
              loading={signIn.isPending}
              disabled={username.trim() === '' || password === ''}
            >
              {t('signIn.submit')}
            </Button>
          </form>
          {demo.length > 0 && (
            <section className="sign-in-demo" aria-label={t('signIn.demo')}>
              <h2>{t('signIn.demo')}</h2>
              <p className="quiet small">{t('signIn.demoHint')}</p>
              {demo.map((account) => (
                <button
                  key={account.username}
                  type="button"
                  onClick={() => {
                    setUsername(account.username);
                    setPassword(account.password);
                  }}
                >
                  <b>{account.name}</b>
                  <span>{t(`role.${account.role}`)}</span>
                  <code>{account.username}</code>
                </button>
              ))}
            </section>
          )}
          {info.data !== undefined && (
            <p className="quiet small">
              {t('signIn.server')}: {info.data.backendUrl} · {t('settings.version')} {info.data.version}
            </p>
          )}
        </div>
      </section>
    </main>
  );
}
