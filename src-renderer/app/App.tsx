import { Center, Loader } from '@mantine/core';
import { cleanNotifications, showNotification } from '@mantine/notifications';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { DoctorScreen } from '../features/doctor/DoctorScreen.tsx';
import { ArrivalToasts } from '../features/arrivals/ArrivalToasts.tsx';
import { BatchWatch } from '../features/batch/BatchWatch.tsx';
import { DossierScreen } from '../features/dossier/DossierScreen.tsx';
import { ShelvedTyping } from '../features/draft/ShelvedTyping.tsx';
import { DossierList } from '../features/dossier-list/DossierList.tsx';
import { FirstPasswordScreen } from '../features/first-password/FirstPasswordScreen.tsx';
import { HelpDrawer } from '../features/help/HelpDrawer.tsx';
import { useArrivedLinks } from '../features/link/useArrivedLinks.ts';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { RevokedScreen } from '../features/sign-in/RevokedScreen.tsx';
import { SignIn } from '../features/sign-in/SignIn.tsx';
import { SignInAgain } from '../features/sign-in/SignInAgain.tsx';
import { TokensScreen } from '../features/tokens/TokensScreen.tsx';
import { StoreKeyScreen } from '../features/store-key/StoreKeyScreen.tsx';
import { Masthead } from './Masthead.tsx';
import { call } from '../bridge/bridge.ts';
import { forgetWork } from '../bridge/queries.ts';
import { ScreenGuard } from './ScreenGuard.tsx';
import { needsNobody, needsStore, routeHref, useRoute, type Route } from './route.ts';
import {
  useCoreEvents,
  useInterrupted,
  useRevoked,
  useSession,
  useSignInAgain,
  useStoreKey,
} from './useSession.ts';

// Texts and tables that most days nobody opens come when they are asked for.
const LinkScreen = lazy(() => import('../features/link/LinkScreen.tsx'));
const BatchScreen = lazy(() => import('../features/batch/BatchScreen.tsx'));
const SubmissionScreen = lazy(() => import('../features/batch/SubmissionScreen.tsx'));
const ImportScreen = lazy(() => import('../features/import/ImportScreen.tsx'));
const ReportScreen = lazy(() => import('../features/reports/ReportScreen.tsx'));
const PasswordScreen = lazy(() => import('../features/first-password/PasswordScreen.tsx'));
const RegistrationList = lazy(() => import('../features/registration-list/RegistrationList.tsx'));
const RegistrationDoor = lazy(() => import('../features/member-confirmation/RegistrationDoor.tsx'));
const HelpScreen = lazy(() => import('../features/help/HelpScreen.tsx'));
const SupportScreen = lazy(() => import('../features/support/SupportScreen.tsx'));
const TraceScreen = lazy(() => import('../features/trace/TraceScreen.tsx'));

/** The desk, and help in a drawer over whatever stands on it. */
export function App() {
  return (
    <>
      <Door />
      <HelpDrawer />
    </>
  );
}

/** The key of the stores, then who is at the desk, then the masthead and the screen of the address. */
function Door() {
  const { t } = useTranslation();
  const storeKey = useStoreKey();
  const session = useSession();
  const route = useRoute();
  const interrupted = useInterrupted();
  const revoked = useRevoked();
  const [asked, askToSignIn] = useSignInAgain();
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
  useArrivedLinks();
  const empty = (session.data?.user ?? interrupted) === undefined;
  useEffect(() => {
    // What was said to the one who left is not for the next.
    if (empty) cleanNotifications();
  }, [empty]);
  const broken = storeKey.error ?? session.error;
  if (broken !== null) {
    return (
      <main className="page">
        <FailureNotice
          error={broken}
          retry={() => {
            void storeKey.refetch();
            void session.refetch();
          }}
        />
      </main>
    );
  }
  if (storeKey.data === undefined || session.data === undefined) {
    return (
      <Center component="main" h="100%">
        <Loader role="status" aria-label={t('app.loading')} />
      </Center>
    );
  }
  if (revoked !== undefined) return <RevokedScreen failure={revoked} />;
  const signedIn = session.data.user;
  // Who had only a one-time password has no screen to come back to.
  const user = signedIn ?? (interrupted?.mustChangePassword === true ? undefined : interrupted);
  const closed = storeKey.data.state !== 'open';
  // A core that was restarted may need its passphrase again before the person can come back to their screen.
  // What is there to find out what is wrong needs nobody signed in and no store either.
  if (user === undefined && needsNobody(route) && !(closed && needsStore(route))) return <Desk />;
  if (closed && (user === undefined || user.mustChangePassword === true))
    return <StoreKeyScreen state={storeKey.data} />;
  if (user === undefined) return <SignIn />;
  if (user.mustChangePassword === true) return <FirstPasswordScreen user={user} />;
  return (
    <>
      <div className="desk" inert={closed}>
        <Desk key={user.username} user={user} />
      </div>
      {!closed ? (
        <SignInAgain
          user={user}
          opened={signedIn === null || asked}
          onLater={signedIn === null ? undefined : () => askToSignIn(false)}
          onOther={() => void giveUpScreen(signedIn !== null)}
        />
      ) : (
        <div className="whole over">
          <StoreKeyScreen state={storeKey.data} atWork />
        </div>
      )}
    </>
  );
}

/** Another person takes the desk: the store of the one before is closed, what waits in it stays safe. */
async function giveUpScreen(open: boolean): Promise<void> {
  try {
    if (open) await call('session.signOut', {});
  } finally {
    forgetWork();
    location.hash = '';
  }
}

/** The masthead and the screen of the address; without a user only the screens that need nobody. */
function Desk({ user }: { readonly user?: User }) {
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
      <Masthead route={route} {...(user === undefined ? {} : { user })} />
      {user !== undefined && <ShelvedTyping user={user} />}
      {user !== undefined && <BatchWatch />}
      {user !== undefined && <ArrivalToasts />}
      <main id="main" className="scroll" tabIndex={-1}>
        {/* A new key per address: a screen that broke does not stay broken after navigation. */}
        <ScreenGuard key={routeHref(route)}>
          {route.screen === 'tokens' && <TokensScreen />}
          {route.screen === 'doctor' && <DoctorScreen />}
          <Suspense fallback={<Coming />}>
            {route.screen === 'registrations' && <RegistrationList user={user} />}
            {route.screen === 'registration' && (
              <RegistrationDoor id={route.id} confirming={route.part === 'confirm'} />
            )}
            {route.screen === 'link' && <LinkScreen />}
            {route.screen === 'password' && user !== undefined && <PasswordScreen user={user} />}
            {route.screen === 'batch' && user !== undefined && <BatchScreen user={user} />}
            {route.screen === 'submission' && user !== undefined && <SubmissionScreen />}
            {route.screen === 'import' && user !== undefined && <ImportScreen user={user} />}
            {route.screen === 'reports' && user !== undefined && <ReportScreen />}
            {route.screen === 'support' && <SupportScreen />}
            {route.screen === 'trace' && <TraceScreen />}
            {route.screen === 'help' && <HelpScreen page={route.page} />}
          </Suspense>
          {user !== undefined && <Work route={route} user={user} />}
        </ScreenGuard>
      </main>
    </div>
  );
}

function Coming() {
  const { t } = useTranslation();
  return (
    <Center p="xl">
      <Loader role="status" aria-label={t('app.loading')} />
    </Center>
  );
}

/** Screens that show a person's work. */
function Work({ route, user }: { readonly route: Route; readonly user: User }) {
  return (
    <>
      {route.screen === 'dossiers' && <DossierList user={user} />}
      {route.screen === 'dossier' && <DossierScreen code={route.code} user={user} />}
      {route.screen === 'settings' && <SettingsScreen user={user} />}
    </>
  );
}
