import type { Texts } from '../vi.ts';

export const password: Texts['password'] = {
  firstTitle: 'Choose a password of your own',
  firstLead:
    'The password from the letter works once. Choose a new one and begin to work; from now on you sign in with it.',
  title: 'Change the password',
  lead: 'Other machines that are signed in with this account will have to sign in again.',
  person: 'Account',
  current: 'Current password',
  currentOnce: 'One-time password from the letter',
  next: 'New password',
  repeat: 'New password again',
  rules: 'The new password needs:',
  rule: {
    length: 'At least {{count}} characters',
    userName: 'To be without your user name',
    different: 'To differ from the current one',
  },
  met: 'met',
  unmet: 'not met yet',
  advice:
    'Easy to remember, hard to guess: three or four unrelated words. Use no password that you have elsewhere.',
  mismatch: 'The two entries differ.',
  telex:
    'There are accented letters: next time you need the same Vietnamese keyboard. Better switch it off and use plain letters.',
  submit: 'Set the new password',
  done: 'The password was changed.',
  leave: 'Sign out, choose later',
  cancel: 'Cancel',
  settingsLead: 'Change it when somebody else may know it.',
};
