import type { Texts } from '../vi.ts';

export const app: Texts['app'] = {
  name: 'DVCTT Desktop',
  service: 'State Treasury online public service',
  skip: 'To the main content',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  details: 'Details',
  remedy: 'What to do',
  code: 'Failure code',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy. Select the text and press Ctrl+C.',
  back: 'Back',
  coreRestarted: 'The core was restarted. Saved drafts are intact.',
  brokenHeading: 'This screen met an error',
  brokenText: 'Saved data is intact. Reload the screen.',
  reload: 'Reload',
  dong: 'đồng',
};

export const nav: Texts['nav'] = {
  label: 'Main navigation',
  dossiers: 'Dossiers',
  reports: 'Reports',
  registrations: 'Registration',
  tokens: 'Tokens',
  doctor: 'Diagnostics',
  help: 'Help',
  settings: 'Settings',
  signOut: 'Sign out',
  theme: 'Light / dark',
  language: 'Tiếng Việt',
};

export const role: Texts['role'] = {
  KTV: 'Accountant',
  KTT: 'Chief accountant',
  UQ_KTT: 'Authorised by the chief accountant',
  CTK: 'Account holder',
  UQ_CTK: 'Authorised by the account holder',
  KBNN: 'Treasury officer',
};

export const status: Texts['status'] = {
  DANG_SOAN: 'Being drafted',
  CHO_KTT_KY: 'Awaiting the chief accountant',
  CHO_CTK_KY: 'Awaiting the account holder',
  CHO_GUI: 'Fully signed, to be sent',
  CHO_KBNN: 'Awaiting the Treasury officer',
  DA_TIEP_NHAN: 'Accepted by the Treasury',
  KBNN_TU_CHOI: 'Rejected by the Treasury',
  TRA_LAI: 'Returned for correction',
  YEU_CAU_BO_SUNG: 'Supplement asked for',
};
