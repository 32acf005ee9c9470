import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { SecretField } from '../../components/SecretField.tsx';
import { SetAside } from './SetAside.tsx';
import { hasAccents } from './passphrase-strength.ts';
import { useUnlocking } from './useUnlocking.ts';

/** The passphrase of the stores; a wrong one empties the field and changes nothing. */
export function EnterPassphrase({
  failure,
  onState,
}: {
  readonly failure: Failure | undefined;
  readonly onState: (state: StoreKeyState) => void;
}) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const unlock = useUnlocking(onState);
  const again = () => {
    setPassphrase('');
    field.current?.focus();
  };
  return (
    <>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          unlock.mutate(passphrase, { onSuccess: again, onError: again });
        }}
      >
        <p>{t('storeKey.enterLead')}</p>
        <SecretField
          ref={field}
          label={t('storeKey.passphrase')}
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          warning={hasAccents(passphrase) ? t('storeKey.telex') : undefined}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          required
        />
        {unlock.error !== null ? (
          <FailureNotice error={unlock.error} />
        ) : (
          failure !== undefined && <FailureNotice failure={failure} tone="warn" />
        )}
        <Button type="submit" size="lg" loading={unlock.isPending} disabled={passphrase === ''}>
          {t('storeKey.open')}
        </Button>
      </form>
      <details>
        <summary>{t('storeKey.forgotten')}</summary>
        <p>{t('storeKey.forgottenText')}</p>
        <SetAside onState={onState} />
      </details>
    </>
  );
}
