import type { PinTexts } from './texts.ts';

export const english: PinTexts = {
  purpose: {
    sign: { title: 'Enter the token’s PIN', press: 'Sign' },
    challenge: {
      title: 'Enter the PIN for a test signature',
      press: 'Test signature',
      lead: 'The token signs random bytes. No dossier is signed.',
    },
    'self-test': {
      title: 'Enter the PIN for the self-test',
      press: 'Test',
      lead: 'Each private key on the token signs random bytes. No dossier is signed.',
    },
    change: { title: 'Change the token’s PIN', press: 'Change PIN' },
    unblock: { title: 'Unblock the token with its PUK', press: 'Unblock' },
  },
  field: {
    pin: 'PIN',
    oldPin: 'Present PIN',
    puk: 'PUK',
    newPin: 'New PIN',
    repeat: 'New PIN again',
  },
  token: 'Token',
  reader: 'Reader',
  owner: 'Signer',
  certificate: 'Certificate serial',
  dossier: 'Dossier',
  documents: 'Documents',
  total: 'Total',
  algorithm: 'Algorithm',
  dong: 'đồng',
  show: 'Show the PIN',
  hide: 'Hide the PIN',
  showAll: 'Show all',
  hideAll: 'Hide all',
  cancel: 'Cancel',
  close: 'Close',
  waiting: 'Sending to the token…',
  capsLock: 'Caps Lock is on.',
  telex:
    'There are accented letters: the Vietnamese keyboard (Unikey) may be changing them. Turn it off and enter it again.',
  length: (min, max) =>
    max > 0 ? `This token’s PIN has ${min} to ${max} characters.` : `The PIN has at least ${min} characters.`,
  same: 'The new PIN must differ from the present one.',
  mismatch: 'The two entries of the new PIN are not the same yet.',
  simple: {
    same: 'A PIN that repeats few characters is easy to guess. Better choose another.',
    run: 'A PIN that counts on (such as 123456) is easy to guess. Better choose another.',
    birthday: 'A PIN that looks like a birthday is easy to guess. Better choose another.',
  },
  blocking: 'Mend before sending:',
  advising: 'Note:',
  removedSign: 'The token was taken out. Plug it in again and choose “Sign again”. No try was used.',
  removed:
    'The token was taken out. Plug it in again, close this and choose the button again. No try was used.',
  expired: 'The prompt has expired. Close it and choose the button again. No try was used.',
  lastTryTick: 'I am sure of the PIN and use the last try',
  lastPukTick: 'I am sure of the PUK and use the last try',
  remember: 'Stay logged in for this batch',
  rememberHint:
    'Further dossiers signed with this certificate ask for no PIN until the token is removed, the screen is locked, you sign out, or 5 minutes pass without signing. The PIN is not stored.',
  pinPad:
    'This token takes its PIN on the reader’s keypad only. The program cannot drive this kind yet: use an ordinary token or the vendor’s program.',
  remedy: 'What to do',
  help: 'Help page',
  state: {
    ok: 'The token is ready and its PIN is in order.',
    low: 'A wrong PIN was entered; this is not the last try yet. If you are not sure, stop: more wrong entries can lock the token.',
    'final-try': 'LAST TRY: a wrong PIN now LOCKS the token.',
    locked: 'The token’s PIN is locked. With the PUK: “Tokens & certificates”, “Unblock with PUK”.',
    'must-be-changed': 'The PIN must be changed first: “Tokens & certificates”, “Change PIN”.',
    'not-initialised': 'The token has no PIN yet. Ask your certificate provider.',
  },
  mustBeChangedHere: 'The token demands that its initial PIN be changed; do it here and you can sign.',
  pukState: {
    ok: 'When the tries of the PUK are used up the token is LOST FOR GOOD. If in doubt choose “Cancel” and ask your provider.',
    low: 'A wrong PUK was entered; this is not the last try yet. If you are not sure, stop: without tries the token is LOST FOR GOOD.',
    'final-try': 'LAST TRY of the PUK: if it is wrong now, the token is LOST FOR GOOD.',
    locked: 'The PUK is locked: the token cannot be unblocked any more. Ask your provider for a new one.',
  },
};
