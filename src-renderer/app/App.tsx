import { Center, Loader } from '@mantine/core';
import { showNotification } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { DoctorScreen } from '../features/doctor/DoctorScreen.tsx';
import { DossierScreen } from '../features/dossier/DossierScreen.tsx';
import { DossierList } from '../features/dossier-list/DossierList.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { SignIn } from '../features/sign-in/SignIn.tsx';
import { Masthead } from './Masthead.tsx';
import { ScreenGuard } from './ScreenGuard.tsx';
import { routeHref, useRoute } from './route.ts';
import { useCoreEvents, useInterrupted, useSession } from './useSession.ts';

/** Nobody signed in → sign-in; else the masthead and the screen of the address. */
export function App() {
  const { t } = useTranslation();
  const session = useSession();
  const interrupted = useInterrupted();
  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.name === 'core.restarted')
        showNotification({
          color: 'yellow',
          message: t('app.coreRestarted'),
          closeButtonProps: { 'aria-label': t('app.close') },
        });
    },
    [t],
  );
  useCoreEvents(onEvent);
  if (session.error !== null) {
    return (
      <main className="page">
        <FailureNotice error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data === undefined) {
    return (
      <Center component="main" h="100%">
        <Loader aria-label={t('app.loading')} />
      </Center>
    );
  }
  const user = session.data ?? interrupted;
  return (
    <>
      {user !== undefined && (
        // Kept under the sign-in, out of sight and reach, while the same person signs in again.
        <div className="desk" inert={session.data === null}>
          <SignedIn key={user.username} user={user} />
        </div>
      )}
      {session.data === null && (
        <div className={user === undefined ? 'whole' : 'whole over'}>
          <SignIn interrupted={interrupted} />
        </div>
      )}
    </>
  );
}

function SignedIn({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const route = useRoute();
  return (
    <div className="frame">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The fragment is the route: move the focus without changing it.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <Masthead user={user} route={route} />
      <main id="main" className="scroll" tabIndex={-1}>
        {/* A new key per address: a screen that broke does not stay broken after navigation. */}
        <ScreenGuard key={routeHref(route)}>
          {route.screen === 'dossiers' && <DossierList user={user} />}
          {route.screen === 'dossier' && <DossierScreen code={route.code} user={user} />}
          {route.screen === 'doctor' && <DoctorScreen />}
          {route.screen === 'settings' && <SettingsScreen user={user} />}
        </ScreenGuard>
      </main>
    </div>
  );
}
