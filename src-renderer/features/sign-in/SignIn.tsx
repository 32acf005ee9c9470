import { Button, TextInput } from '@mantine/core';
import { IconFileText, IconMailOpened, IconSend, IconUsb, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { chooseLanguage, languageOf } from '../../i18n/i18n.ts';
import { routeHref } from '../../app/route.ts';
import { useInfo, useLeftBehind } from '../../app/useSession.ts';
import iconUrl from '../../icon.svg';
import { focusPassword } from './focus-password.ts';
import { useSigningIn } from './useSigningIn.ts';
import './sign-in.css';

/** Name and password; in the demo, its accounts fill the form in one click. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const info = useInfo();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSigningIn(false);
  const leftBehind = useLeftBehind();
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
          <p className="quiet">{t('signIn.lead')}</p>
          {leftBehind !== undefined && (
            <Notice tone="info" heading={t('account.left')}>
              {leftBehind.unsent > 0 && (
                <p>{t('account.keptSafe', { count: leftBehind.unsent, name: leftBehind.name })}</p>
              )}
              {leftBehind.blocked > 0 && (
                <p>{t('account.keptBlocked', { count: leftBehind.blocked, name: leftBehind.name })}</p>
              )}
            </Notice>
          )}
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              signIn.mutate({ username: username.trim(), password }, { onError: () => focusPassword(form) });
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
              autoFocus
              required
              withAsterisk={false}
            />
            <SecretField
              label={t('signIn.password')}
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              required
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
          <nav className="sign-in-ways" aria-label={t('signIn.noAccount')}>
            <a href={routeHref({ screen: 'registrations' })}>
              <IconUserPlus size={22} aria-hidden />
              {t('signIn.register')}
            </a>
            <a href={routeHref({ screen: 'link' })}>
              <IconMailOpened size={22} aria-hidden />
              {t('signIn.haveLink')}
            </a>
          </nav>
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
          <p className="small">
            <a href={routeHref({ screen: 'tokens' })}>{t('signIn.troubleWithToken')}</a> ·{' '}
            <a href={routeHref({ screen: 'doctor' })}>{t('signIn.diagnose')}</a>
          </p>
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
