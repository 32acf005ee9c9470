import type { Texts } from '../vi.ts';

export const storeKey: Texts['storeKey'] = {
  withoutSignIn: 'Without signing in:',
  tokens: 'see the tokens',
  diagnose: 'diagnose this machine',
  help: 'help',
  newTitle: 'Choose the store’s passphrase',
  newLead:
    'Dossiers on this computer are encrypted. It has no safe place for the key, so a passphrase opens the store each time the program starts.',
  enterTitle: 'Open the store',
  enterLead: 'Dossiers on this computer are encrypted. Enter the store’s passphrase to open them.',
  failedTitle: 'The store could not be opened',
  passphrase: 'Store passphrase',
  repeat: 'The passphrase again',
  hint: 'At least 10 characters: best an easy sentence, and not the sign-in password.',
  different: 'The two differ.',
  telex:
    'There are accented letters: next time they must be typed with the same keyboard (Unikey). Better turn it off and use plain letters.',
  lost: 'Nobody can recover this passphrase',
  lostText:
    'If it is forgotten, the data on this computer cannot be read any more. What was sent is fetched again from the server; changes not sent are lost. Write it down and keep it safe.',
  strength: {
    label: 'Hard to guess',
    short: 'Too short: {{count}} more characters',
    weak: 'Easy to guess: add some words',
    fair: 'Will do',
    strong: 'Good',
  },
  choose: 'Set the passphrase and open',
  open: 'Open the store',
  forgotten: 'Passphrase forgotten?',
  forgottenText:
    'It cannot be recovered. You can set the old store aside (its files stay on the disk) and start a new one: dossiers on the server are fetched again, changes not sent from the old store are not.',
  setAside: 'Set the old store aside and start a new one',
  setAsideSure: 'Set the old store aside?',
  setAsideText:
    'It is not deleted, but the program does not open it any more. Dossiers on the server are fetched again at sign-in. Changes not sent in the old store will not be sent.',
  setAsideConfirm: 'Set aside and start anew',
  place: {
    'safe-storage': 'The operating system’s key store (Electron safeStorage)',
    keyring: 'The operating system’s key store (keyring)',
    passphrase: 'A passphrase, entered each time the program starts',
    given: 'Not on this computer; it is handed over each time the program starts',
  },
};
