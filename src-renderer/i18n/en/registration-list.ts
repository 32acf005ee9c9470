import type { Texts } from '../vi.ts';

export const registrationList: Texts['registrationList'] = {
  title: 'Find registration dossiers',
  lead: 'Registrations for online public services, and their changes.',
  create: 'Register for online services',
  createChange: 'Change the registration',
  openLink: 'Open a link from a letter',
  print: 'Print the list',
  table: 'Registration dossiers',
  search: 'Code, unit or member',
  searchLabel: 'Search registration dossiers',
  clearSearch: 'Empty the search field',
  clear: 'Drop the conditions',
  status: 'Status',
  anyStatus: 'Any status',
  from: 'From',
  to: 'To',
  dayWrong: 'Enter a real day as day/month/year.',
  dayOrder: 'This day lies before “From”.',
  found_one: '{{count}} dossier',
  found_other: '{{count}} dossiers',
  code: 'Code',
  noCode: 'No code yet',
  kindHeading: 'Kind',
  kind: { first: 'First registration', change: 'Change' },
  unit: 'Unit',
  noUnit: 'No unit entered yet',
  changed: 'Changed',
  acts: 'More',
  reason: 'Reason of the rejection',
  note: 'Note',
  missing_one: '{{count}} member has still to confirm',
  missing_other: '{{count}} members have still to confirm',
  saved: {
    edited: 'Has changes that were not saved to the server',
    editedNew: 'Being declared on this machine',
    queued: 'Waits to be sent',
    refused: 'The server refused it: mend and save again',
  },
  copy: 'Copy',
  copyNamed: 'Copy dossier {{code}}',
  remove: 'Delete',
  removeNamed: 'Delete dossier {{name}}',
  removed: 'The dossier on this machine was deleted.',
  restored: 'The dossier is back.',
  offline: 'The server cannot be reached',
  offlineText:
    'The list is what this machine has. You can go on declaring and press Save; it is sent when the line is back.',
  emptyHeading: 'No registration dossier on this machine yet',
  emptyHint:
    'If your unit has no account: choose “Register for online services”. If a letter asks you to confirm or sign: choose “Open a link from a letter”.',
  emptyHintUser:
    'When accounts, projects, members or certificates of your unit change: choose “Change the registration”.',
  noneHeading: 'No dossier found',
  noneHint: 'Drop a condition, or type the code. Accents may be left out.',
  officerHeading: 'Treasury officers decide on registrations in the console',
  officerText:
    'Only units’ dossiers are kept here. To approve or reject a registration, open this address in a browser and sign in with your officer’s account:',
  officerCopy: 'Copy the address',
};

export const renewal: Texts['renewal'] = {
  button: 'My certificate was renewed',
  named: 'My certificate was renewed, serial {{serial}}',
  hint: 'Opens a change dossier, filled in, by which the Treasury approves the new certificate.',
  which:
    'Several certificates are not registered. Open “Tokens & certificates” and press this button at the right one.',
};
