import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '#shared/contract/ipc.ts';
import type { CodeWay } from '#shared/contract/remote-ca/http.ts';
import type { OpenedProvider } from '#shared/contract/remote-ca/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import type { OfferedProvider } from './useRemote.ts';
import './remote-ca.css';

/**
 * “Lấy thông tin chứng thư số”: the provider, what it asks for, and a code where it sends one. No `<form>`: it stands
 * within forms that sign or save, and Enter here must not do that.
 */
export function ProviderSignIn({
  providers,
  onOpened,
}: {
  /** At least one. */
  readonly providers: readonly OfferedProvider[];
  readonly onOpened: (count: number) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const refusal = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<string>();
  const used = providers.find(({ lastUsername }) => lastUsername !== undefined);
  const provider = providers.find(({ id }) => id === picked) ?? used ?? providers[0];
  const [typed, setTyped] = useState<string>();
  const [password, setPassword] = useState('');
  /** On its way to the call only: what a mutation is given stays in its state. */
  const secret = useRef('');
  const [sentTo, setSentTo] = useState<CodeWay>();
  const username = typed ?? provider?.lastUsername ?? '';
  const take = (opened: OpenedProvider) => {
    setPassword('');
    if (opened.kind === 'second-factor') {
      setSentTo(opened.sentTo);
      return;
    }
    setSentTo(undefined);
    void client.invalidateQueries({ queryKey: ['remote'] });
    void client.invalidateQueries({ queryKey: keys.certificates });
    onOpened(opened.certificates.length);
  };
  const open = useMutation({
    mutationFn: (input: Omit<CallInput<'remote.open'>, 'password'>) => {
      const sent = secret.current;
      secret.current = '';
      return call('remote.open', sent === '' ? input : { ...input, password: sent });
    },
    onSuccess: take,
    onError: () => {
      // What was most likely mistyped: ready to be typed over, or to be looked at.
      const field =
        box.current?.querySelector<HTMLInputElement>('input[data-secret]') ??
        box.current?.querySelector<HTMLInputElement>('input');
      field?.focus();
      field?.select();
    },
  });
  // In a low window the foot of the dialog hides what stands below the field that has the focus.
  useEffect(() => {
    if (open.error !== null) refusal.current?.scrollIntoView({ block: 'nearest' });
  }, [open.error]);
  if (provider === undefined) return null;
  const asksPassword = provider.asks === 'username-password';
  const ready = username.trim() !== '' && (!asksPassword || password !== '');
  const send = () => {
    if (!ready || open.isPending) return;
    secret.current = asksPassword ? password : '';
    open.mutate({ provider: provider.id, username: username.trim() });
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    send();
  };
  if (sentTo !== undefined)
    return (
      <SecondFactor
        provider={provider.id}
        sentTo={sentTo}
        onOpened={take}
        onBack={() => setSentTo(undefined)}
      />
    );
  return (
    <div
      ref={box}
      className="provider-sign-in stack"
      role="group"
      aria-label={t('remoteCa.fetch.heading')}
      onKeyDown={onEnter}
    >
      <div>
        <h3>{t('remoteCa.fetch.heading')}</h3>
        <p className="quiet small">{t('remoteCa.fetch.lead')}</p>
      </div>
      <NativeSelect
        label={t('remoteCa.fetch.provider')}
        value={provider.id}
        onChange={(event) => {
          setPicked(event.currentTarget.value);
          setTyped(undefined);
          setPassword('');
          open.reset();
        }}
        data={providers.map(({ id, name, environment }) => ({
          value: id,
          label:
            environment === 'production' ? name : `${name} – ${t(`remoteCa.environment.${environment}`)}`,
        }))}
      />
      {provider.environment !== 'production' && (
        <Notice tone="warn">
          <p>{t(`remoteCa.environmentNote.${provider.environment}`)}</p>
        </Notice>
      )}
      <TextInput
        label={t('remoteCa.fetch.username')}
        description={
          provider.usernameExample === ''
            ? undefined
            : t('remoteCa.fetch.example', { example: provider.usernameExample })
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={username}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {asksPassword && (
        <SecretField
          label={t('remoteCa.fetch.password')}
          data-secret
          autoComplete="off"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
      {open.error !== null && (
        <div ref={refusal} className="provider-refusal">
          <FailureNotice error={open.error} />
        </div>
      )}
      <Button
        type="button"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconDeviceMobile size={20} aria-hidden />}
        disabled={!ready && !open.isPending}
        loading={open.isPending}
        onClick={send}
      >
        {t('remoteCa.fetch.button')}
      </Button>
    </div>
  );
}
