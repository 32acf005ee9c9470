import type { Letter } from '../letters.ts';
import type { LetterPlace, LetterText } from '../message.ts';
import { memberAccount } from './member-account.ts';
import { memberAddress } from './member-address.ts';
import { memberChanged } from './member-changed.ts';
import { memberConfirm } from './member-confirm.ts';
import { memberLeaving } from './member-leaving.ts';
import { memberPassword } from './member-password.ts';
import { signerSign } from './signer-sign.ts';
import { unitApproved } from './unit-approved.ts';
import { unitDeclined } from './unit-declined.ts';
import { unitRejected } from './unit-rejected.ts';
import { unitSent } from './unit-sent.ts';

/** The words of a letter. */
export function wordsOf(letter: Letter, place: LetterPlace): LetterText {
  switch (letter.letter) {
    case 'member.confirm':
      return memberConfirm(letter, place);
    case 'signer.sign':
      return signerSign(letter, place);
    case 'unit.declined':
      return unitDeclined(letter, place);
    case 'unit.sent':
      return unitSent(letter, place);
    case 'unit.rejected':
      return unitRejected(letter, place);
    case 'unit.approved':
      return unitApproved(letter, place);
    case 'member.account':
      return memberAccount(letter, place);
    case 'member.changed':
      return memberChanged(letter, place);
    case 'member.address':
      return memberAddress(letter, place);
    case 'member.leaving':
      return memberLeaving(letter, place);
    case 'member.password':
      return memberPassword(letter, place);
  }
}
