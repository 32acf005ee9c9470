import { lossesOf } from '#shared/domain/registration/stakes.ts';
import type { Letter } from '../mail/letters.ts';
import type { RegistrationRow } from '../store/tables.ts';
import { aboutDossier } from './asking.ts';
import { beforeOf, contentOf } from './content.ts';
import { letterText } from './letter-text.ts';

/** To everybody who loses access or a title by a change, at the address that stands: nobody else would tell them. */
export function leavingLetters(
  row: RegistrationRow,
  given: {
    readonly stage: 'sent' | 'approved';
    readonly signer: string;
    readonly treasuryName: string;
  },
): readonly Letter[] {
  return lossesOf(contentOf(row), beforeOf(row))
    .filter(({ member }) => member.email !== '')
    .map(({ member, role }): Letter => ({
      ...aboutDossier(row),
      letter: 'member.leaving',
      to: member.email,
      name: letterText(member.name, 80),
      stage: given.stage,
      role: member.role,
      ...(role === undefined ? {} : { newRole: role }),
      signer: letterText(given.signer, 80),
      treasuryName: given.treasuryName,
    }));
}
