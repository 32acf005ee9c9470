/** Builds the window (`index.html`) and the PIN prompt (`pin.html`) to `out/renderer/`, with relative addresses. */
import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { theme } from './theme/theme.ts';

// Without node:url, which this room may not import: `/C:/…` is `C:/…` on Windows.
const here = (path: string) =>
  decodeURIComponent(new URL(path, import.meta.url).pathname).replace(/^\/(?=[A-Za-z]:)/, '');

/**
 * Mantine would write the theme's variables into a `<style>` element at run time, which a strict `style-src 'self'`
 * forbids; they are written to the style sheet at build time instead.
 */
function staticThemeVariables(): Plugin {
  const id = 'virtual:theme-variables.css';
  return {
    name: 'static-theme-variables',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(source) {
      if (source !== `\0${id}`) return null;
      return convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)));
    },
  };
}

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react(), staticThemeVariables()],
  build: {
    outDir: here('../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Inlined `data:` fonts would need `font-src data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: { index: here('./index.html'), pin: here('./pin.html') } },
  },
});
