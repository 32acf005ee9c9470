import type { Texts } from '../vi.ts';

export const settings: Texts['settings'] = {
  title: 'Settings and information',
  language: 'Language',
  theme: 'Appearance',
  themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  about: 'About',
  version: 'Version',
  shell: 'Runs in',
  shells: { electron: 'Desktop application', browser: 'Browser', cli: 'Command line' },
  backend: 'Server',
  dataFolder: 'Data folder',
  policy: 'Signature policy',
  account: 'Account',
  unit: 'Unit',
  treasury: 'Treasury office',
  certificate: 'Registered certificate',
  noCertificate: 'None registered',
  shortcuts: 'Keyboard shortcuts',
  shortcut: {
    search: 'To the search field',
    create: 'New dossier',
    primary: 'Next step of the open dossier (sign, send)',
    back: 'To the list of dossiers',
    preview: 'Printed form / back to entry',
  },
};
