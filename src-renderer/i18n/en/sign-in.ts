import type { Texts } from '../vi.ts';

export const signIn: Texts['signIn'] = {
  title: 'Sign in',
  lead: 'Use the online-service account that the Treasury gave you.',
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  demo: 'Demo accounts',
  demoHint: 'Choose a line to fill it in.',
  show: 'Show or hide what is typed',
  capsLock: 'Caps Lock is on.',
  server: 'Server',
  troubleWithToken: 'Without signing in: see tokens and certificates',
  diagnose: 'diagnose this machine',
  noAccount: 'No account yet?',
  register: 'Your unit has no account? Register for online services',
  haveLink: 'I got a link in a letter',
  points: {
    draft: 'Prepare vouchers, saved on this machine at once',
    sign: 'Sign with your token',
    send: 'Send to the Treasury and follow up',
  },
};
