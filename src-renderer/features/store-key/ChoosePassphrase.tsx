import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { hasAccents, passphraseStrength, shortestPassphrase } from './passphrase-strength.ts';
import { useUnlocking } from './useUnlocking.ts';

/** A new passphrase, twice, with a hint at its strength and a plain word on what forgetting it means. */
export function ChoosePassphrase({
  failure,
  onState,
}: {
  readonly failure: Failure | undefined;
  readonly onState: (state: StoreKeyState) => void;
}) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const unlock = useUnlocking(onState);
  const strength = passphraseStrength(passphrase);
  const different = repeated !== '' && !passphrase.startsWith(repeated);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        unlock.mutate(passphrase);
      }}
    >
      <p>{t('storeKey.newLead')}</p>
      {failure !== undefined && <FailureNotice failure={failure} tone="warn" />}
      <SecretField
        label={t('storeKey.passphrase')}
        description={t('storeKey.hint')}
        autoComplete="new-password"
        autoFocus
        value={passphrase}
        warning={hasAccents(passphrase) ? t('storeKey.telex') : undefined}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        required
      />
      <p className="strength" data-strength={passphrase === '' ? 'none' : strength} role="status">
        <span className="strength-bar" aria-hidden />
        {passphrase !== '' &&
          `${t('storeKey.strength.label')}: ${t(`storeKey.strength.${strength}`, {
            count: shortestPassphrase - Array.from(passphrase).length,
          })}`}
      </p>
      <SecretField
        label={t('storeKey.repeat')}
        autoComplete="new-password"
        value={repeated}
        error={different ? t('storeKey.different') : undefined}
        onChange={(event) => setRepeated(event.currentTarget.value)}
        required
      />
      <Notice tone="warn" heading={t('storeKey.lost')}>
        <p>{t('storeKey.lostText')}</p>
      </Notice>
      {unlock.error !== null && <FailureNotice error={unlock.error} />}
      <Button
        type="submit"
        size="lg"
        loading={unlock.isPending}
        disabled={strength === 'short' || passphrase !== repeated}
      >
        {t('storeKey.choose')}
      </Button>
    </form>
  );
}
