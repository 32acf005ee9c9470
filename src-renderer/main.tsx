/** Starts the main window. */
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-500.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/latin-700.css';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-500.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-700.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'virtual:theme-variables.css';
import './theme/page.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app/App.tsx';
import { ScreenGuard } from './app/ScreenGuard.tsx';
import { onSessionEnded } from './bridge/bridge.ts';
import { noteSessionEnded, queries } from './bridge/queries.ts';
import { languageOf, makeI18n, rememberedLanguage } from './i18n/i18n.ts';
import { theme } from './theme/theme.ts';

const i18n = makeI18n(rememberedLanguage());
document.documentElement.lang = languageOf(i18n);

onSessionEnded((name) => noteSessionEnded(name));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    {/* Variables and classes come from static style sheets: see vite.config.ts. */}
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          {/* The pointer holds the notice it rests on, not all; passing-notices.ts keeps them few. */}
          <Notifications
            position="bottom-right"
            autoClose={6000}
            zIndex={400}
            limit={12}
            pauseResetOnHover="notification"
          />
          <ScreenGuard>
            <App />
          </ScreenGuard>
        </QueryClientProvider>
      </I18nextProvider>
    </MantineProvider>
  </StrictMode>,
);
