import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconChartBar,
  IconClipboardText,
  IconFolders,
  IconHelp,
  IconLogin,
  IconMoon,
  IconSettings,
  IconStethoscope,
  IconSun,
  IconUsb,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { openHelp } from '../features/help/help-drawer.ts';
import { BatchChip } from '../features/batch/BatchChip.tsx';
import { WaitingCount, waitingCountId } from '../features/arrivals/WaitingCount.tsx';
import { LineIndicator } from '../features/line/LineIndicator.tsx';
import { SignOutButton } from '../features/sign-out/SignOutButton.tsx';
import { RememberedLoginsChip } from '../features/tokens/RememberedLoginsChip.tsx';
import { needsNobody, routeHref, type Route } from './route.ts';
import iconUrl from '../icon.svg';

const screens = [
  { screen: 'dossiers', icon: IconFolders },
  { screen: 'reports', icon: IconChartBar },
  { screen: 'registrations', icon: IconClipboardText },
  { screen: 'tokens', icon: IconUsb },
  { screen: 'doctor', icon: IconStethoscope },
  { screen: 'settings', icon: IconSettings },
] as const;

/** Screens that are reached from one that the masthead names. */
const within: Readonly<Partial<Record<Route['screen'], Route['screen']>>> = {
  dossier: 'dossiers',
  batch: 'dossiers',
  submission: 'dossiers',
  import: 'dossiers',
  registration: 'registrations',
  link: 'registrations',
  password: 'settings',
  support: 'doctor',
  trace: 'doctor',
};

/** `user` is absent while nobody has signed in: only the screens that need nobody are offered then. */
export function Masthead({ user, route }: { readonly user?: User; readonly route: Route }) {
  const { t } = useTranslation();
  // Holding transitions back would take a <style> element, which the content policy refuses.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light');
  const here = within[route.screen] ?? route.screen;
  const offered = user === undefined ? screens.filter(needsNobody) : screens;
  return (
    <header className="masthead">
      <span className="brand">
        <img src={iconUrl} alt="" />
        <span className="brand-name">{t('app.name')}</span>
      </span>
      <nav aria-label={t('nav.label')}>
        {offered.map(({ screen, icon: Icon }) => (
          <a
            key={screen}
            href={routeHref({ screen })}
            aria-current={here === screen ? 'page' : undefined}
            aria-describedby={screen === 'dossiers' && user !== undefined ? waitingCountId : undefined}
            // By this name messages send people there; it begins with the word that is seen.
            {...(screen === 'tokens' ? { 'aria-label': t('tokens.title'), title: t('tokens.title') } : {})}
          >
            <Icon size={20} aria-hidden />
            {t(`nav.${screen}`)}
            {screen === 'dossiers' && user !== undefined && <WaitingCount />}
          </a>
        ))}
        {user === undefined && (
          <a href={routeHref({ screen: 'dossiers' })}>
            <IconLogin size={20} aria-hidden />
            {t('signIn.title')}
          </a>
        )}
      </nav>
      {user !== undefined && (
        <>
          <BatchChip here={route.screen === 'batch'} />
          <RememberedLoginsChip />
          <LineIndicator />
          <span className="person">
            <b>{user.name}</b>
            <small title={user.unitName}>
              {t(`role.${user.role}`)} · {user.unitName}
            </small>
          </span>
        </>
      )}
      <Tooltip label={`${t('nav.help')} (F1)`}>
        <ActionIcon
          variant="transparent"
          size="lg"
          aria-label={t('nav.help')}
          aria-keyshortcuts="F1"
          onClick={() => openHelp()}
        >
          <IconHelp size={22} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('nav.theme')}>
        <ActionIcon
          variant="transparent"
          size="lg"
          aria-label={t('nav.theme')}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {scheme === 'dark' ? <IconSun size={22} /> : <IconMoon size={22} />}
        </ActionIcon>
      </Tooltip>
      {user !== undefined && <SignOutButton user={user} />}
    </header>
  );
}
