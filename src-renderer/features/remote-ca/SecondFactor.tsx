import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '#shared/contract/errors.ts';
import type { CodeWay } from '#shared/contract/remote-ca/http.ts';
import type { OpenedProvider } from '#shared/contract/remote-ca/window.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';

/** The code that the provider has sent; after the session has ended only the way back helps. */
export function SecondFactor({
  provider,
  sentTo,
  onOpened,
  onBack,
}: {
  readonly provider: string;
  readonly sentTo: CodeWay;
  readonly onOpened: (opened: OpenedProvider) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: (typed: string) => call('remote.secondFactor', { provider, code: typed }),
    gcTime: 0,
    onSuccess: onOpened,
  });
  const ended = confirm.error !== null && toFailure(confirm.error).code === 'REMOTE_SESSION_EXPIRED';
  const ready = /^\d{4,10}$/.test(code) && !ended;
  const send = () => {
    if (!ready || confirm.isPending) return;
    confirm.mutate(code);
    setCode('');
  };
  return (
    <div className="provider-sign-in stack" role="group" aria-label={t('remoteCa.fetch.secondFactor')}>
      <TextInput
        label={t('remoteCa.fetch.secondFactor')}
        description={t(`remoteCa.fetch.secondFactorSent.${sentTo}`)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          send();
        }}
      />
      {confirm.error !== null && <FailureNotice error={confirm.error} />}
      <div className="row">
        <Button
          type="button"
          disabled={!ready && !confirm.isPending}
          loading={confirm.isPending}
          onClick={send}
        >
          {t('remoteCa.fetch.secondFactorButton')}
        </Button>
        <Button type="button" variant="default" onClick={onBack}>
          {t('remoteCa.fetch.startOver')}
        </Button>
      </div>
    </div>
  );
}
