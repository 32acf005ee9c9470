import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Check, CheckAction } from '#shared/contract/doctor.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { ChallengeOf } from './ChallengeOf.tsx';

/** After these, the machine may be well. */
const mending: ReadonlySet<CheckAction> = new Set<CheckAction>(['start-pcsc', 'look-again', 'sync-now']);

/** The button that does what the remedy says, and how it ended. A command to copy has its own beside it. */
export function CheckButton({ check, onChanged }: { readonly check: Check; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const [trying, setTrying] = useState(false);
  const { action, certificateId } = check;
  switch (action) {
    case undefined:
    case 'copy-command':
      return null;
    case 'open-tokens':
      return (
        <Button size="sm" variant="default" onClick={() => go({ screen: 'tokens' })}>
          {t(`doctor.act.${action}`)}
        </Button>
      );
    case 'challenge-key':
      return certificateId === undefined ? null : (
        <>
          <Button size="sm" variant="default" onClick={() => setTrying(true)}>
            {t(`doctor.act.${action}`)}
          </Button>
          {trying && (
            <ChallengeOf
              certificateId={certificateId}
              onClose={() => {
                setTrying(false);
                onChanged();
              }}
            />
          )}
        </>
      );
    case 'start-pcsc':
    case 'look-again':
    case 'open-data-folder':
    case 'open-trust-folder':
    case 'open-log-folder':
    case 'sync-now':
      return <Deed action={action} onChanged={onChanged} />;
  }
}

/** A button that the core carries out. */
export function Deed({
  action,
  onChanged,
}: {
  readonly action: Exclude<CheckAction, 'open-tokens' | 'challenge-key' | 'copy-command'>;
  readonly onChanged?: () => void;
}) {
  const { t, i18n } = useTranslation();
  const deed = useMutation({
    mutationFn: () => call('doctor.act', { action }),
    onSuccess: ({ done }) => {
      if (done && mending.has(action)) onChanged?.();
    },
  });
  return (
    <>
      <Button size="sm" variant="default" loading={deed.isPending} onClick={() => deed.mutate()}>
        {t(`doctor.act.${action}`)}
      </Button>
      {deed.data !== undefined && (
        <Notice tone={deed.data.done ? 'good' : 'warn'}>
          <p>{deed.data.message[languageOf(i18n)]}</p>
        </Notice>
      )}
      {deed.error !== null && <FailureNotice error={deed.error} />}
    </>
  );
}
