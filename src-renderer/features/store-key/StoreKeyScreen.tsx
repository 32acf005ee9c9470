import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { routeHref } from '../../app/route.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { ChoosePassphrase } from './ChoosePassphrase.tsx';
import { EnterPassphrase } from './EnterPassphrase.tsx';
import { SetAside } from './SetAside.tsx';
import './store-key.css';

const titles = {
  'passphrase-new': 'storeKey.newTitle',
  passphrase: 'storeKey.enterTitle',
  failed: 'storeKey.failedTitle',
} as const;

/** Stands before the sign-in until the key of the stores on this machine is here. */
export function StoreKeyScreen({
  state,
  atWork = false,
}: {
  readonly state: StoreKeyState;
  /** Over the screen of somebody who is at work: nobody goes elsewhere from here. */
  readonly atWork?: boolean;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const take = (next: StoreKeyState) => client.setQueryData(keys.storeKey, next);
  if (state.state === 'open') return null;
  const Icon = state.state === 'failed' ? IconLock : IconLockOpen2;
  return (
    <main className="door">
      <div className="door-box sheet">
        <Icon size={40} stroke={1.4} aria-hidden className="door-icon" />
        <h1>{t(titles[state.state])}</h1>
        {state.state === 'passphrase-new' && <ChoosePassphrase failure={state.failure} onState={take} />}
        {state.state === 'passphrase' && <EnterPassphrase failure={state.failure} onState={take} />}
        {state.state === 'failed' && (
          <>
            {state.failure !== undefined && (
              <FailureNotice
                failure={state.failure}
                retry={() => void client.invalidateQueries({ queryKey: keys.storeKey })}
              />
            )}
            {state.failure?.code === 'STORE_KEY_LOST' && <SetAside onState={take} />}
          </>
        )}
        {!atWork && (
          <p className="small">
            {t('storeKey.withoutSignIn')} <a href={routeHref({ screen: 'tokens' })}>{t('storeKey.tokens')}</a>{' '}
            · <a href={routeHref({ screen: 'doctor' })}>{t('storeKey.diagnose')}</a> ·{' '}
            <a href={routeHref({ screen: 'help' })}>{t('storeKey.help')}</a>
          </p>
        )}
      </div>
    </main>
  );
}
