import { Button } from '@mantine/core';
import { IconCheck, IconPoint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '#shared/contract/errors.ts';
import type { User } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { hasAccents } from '../store-key/passphrase-strength.ts';
import { passwordRules, shortestPassword } from './password-rules.ts';
import './first-password.css';

/** The current password and the new one twice, with the rules told before and looked at while typing. */
export function PasswordForm({
  user,
  once,
  known = '',
  onDone,
  children,
}: {
  readonly user: User;
  /** The current password is the one-time password of the letter. */
  readonly once: boolean;
  /** The current password where it was typed just now: it is not asked for again. */
  readonly known?: string;
  readonly onDone: (user: User) => void;
  /** Other ways out, beside the button that sends. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(known);
  const [asked, setAsked] = useState(known === '');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => {
    const field = form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.focus();
  };
  const change = useMutation({
    mutationFn: () => call('session.changePassword', { current, next }),
    onSuccess: ({ user: changed }) => onDone(changed),
    onError: (thrown) => {
      if (toFailure(thrown).code !== 'PASSWORD_WRONG') {
        focus('next');
        return;
      }
      setAsked(true);
      setCurrent('');
      focus('current');
    },
  });
  const rules = passwordRules(next, { username: user.username, current });
  const mismatch = repeated !== '' && !next.startsWith(repeated);
  const ready = current !== '' && rules.every(({ met }) => met) && next === repeated;
  return (
    <form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !change.isPending) change.mutate();
      }}
    >
      <dl className="facts">
        <dt>{t('password.person')}</dt>
        <dd>
          <b>{user.name}</b> ({user.username})
        </dd>
      </dl>
      {/* Password programs read the name from here. */}
      <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
      {asked && (
        <SecretField
          label={t(once ? 'password.currentOnce' : 'password.current')}
          name="current"
          autoComplete="current-password"
          autoFocus
          maxLength={200}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          required
        />
      )}
      <SecretField
        label={t('password.next')}
        name="next"
        autoComplete="new-password"
        autoFocus={!asked}
        maxLength={200}
        aria-describedby="password-rules"
        value={next}
        warning={hasAccents(next) ? t('password.telex') : undefined}
        onChange={(event) => setNext(event.currentTarget.value)}
        required
      />
      <div id="password-rules" className="password-rules">
        <p>{t('password.rules')}</p>
        <ul>
          {rules.map(({ rule, met }) => (
            <li key={rule} data-met={met}>
              {met ? <IconCheck size={18} aria-hidden /> : <IconPoint size={18} aria-hidden />}
              {t(`password.rule.${rule}`, { count: shortestPassword })}
              <span className="visually-hidden">: {t(met ? 'password.met' : 'password.unmet')}</span>
            </li>
          ))}
        </ul>
        <p className="quiet small">{t('password.advice')}</p>
      </div>
      <SecretField
        label={t('password.repeat')}
        name="repeat"
        autoComplete="new-password"
        maxLength={200}
        value={repeated}
        error={mismatch ? t('password.mismatch') : undefined}
        onChange={(event) => setRepeated(event.currentTarget.value)}
        required
      />
      {change.error !== null && <FailureNotice error={change.error} />}
      <div className="row">
        <Button type="submit" size="lg" loading={change.isPending} disabled={!ready}>
          {t('password.submit')}
        </Button>
        {children}
      </div>
    </form>
  );
}
