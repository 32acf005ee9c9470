import { Drawer, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { settleFocus } from '../../components/settle-focus.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { closeHelp, openHelp, useOpenHelp } from './help-drawer.ts';
import './help.css';

const HelpBrowser = lazy(() => import('./HelpBrowser.tsx'));

/** Help over the screen and its dialogs: what stands beneath stays as it is, and has the focus again afterwards. */
export function HelpDrawer() {
  const { t } = useTranslation();
  const open = useOpenHelp();
  useShortcut('f1', () => openHelp());
  return (
    <Drawer
      opened={open !== undefined}
      onClose={closeHelp}
      // Opened with nothing focused, it has nothing to give the focus back to.
      onExitTransitionEnd={() => settleFocus()}
      position="right"
      size={620}
      zIndex={350}
      lockScroll={false}
      title={<b>{t('help.title')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Suspense
        fallback={
          // Has the focus until the pages are there: what is typed meanwhile must not press “close”.
          <div tabIndex={-1} data-autofocus>
            <Loader role="status" aria-label={t('app.loading')} />
          </div>
        }
      >
        {open !== undefined && <HelpBrowser page={open.page} onPage={openHelp} />}
      </Suspense>
    </Drawer>
  );
}
