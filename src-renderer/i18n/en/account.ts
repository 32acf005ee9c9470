import type { Texts } from '../vi.ts';

export const account: Texts['account'] = {
  leave: 'Sign out',
  leaveTitle: 'Sign out with changes not sent?',
  leaveWaiting_one: '{{count}} change could not be sent to the server.',
  leaveWaiting_other: '{{count}} changes could not be sent to the server.',
  leaveSafe: 'None is lost: all are kept safe, encrypted, on this computer.',
  leaveGoing_one: '{{count}} change is sent when {{name}} signs in again on this computer.',
  leaveGoing_other: '{{count}} changes are sent when {{name}} signs in again on this computer.',
  leaveColleagues: 'Colleagues do not see them until they are sent.',
  leaveSending: 'Sending the last changes…',
  stay: 'Stay',
  keptSafe_one:
    '{{count}} change that was not sent is kept safe on this computer and is sent when {{name}} signs in again.',
  keptSafe_other:
    '{{count}} changes that were not sent are kept safe on this computer and are sent when {{name}} signs in again.',
  keptBlocked_one:
    '{{count}} change is kept safe on this computer and is sent only after {{name}} has signed in and decided on it.',
  keptBlocked_other:
    '{{count}} changes are kept safe on this computer and are sent only after {{name}} has signed in and decided on them.',
  left: 'Signed out',
  againTitle: 'The session has ended',
  againText: 'Enter the password to go on. What you were typing is still there.',
  againToSend: 'Enter the password to send and receive changes. What you were typing is still there.',
  person: 'User',
  later: 'Later',
  other: 'Use another account',
  stillOffline: 'The server cannot be reached: work goes on offline.',
  offlineNow: 'Working offline',
  offlineNowText:
    'The server cannot be reached. You can read and edit every dossier on this computer; changes are sent by themselves later.',
  revokedUnsent_one: '{{count}} change that had not been sent was erased with the data.',
  revokedUnsent_other: '{{count}} changes that had not been sent were erased with the data.',
  revokedClose: 'To the sign-in screen',
};
