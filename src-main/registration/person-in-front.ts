/** Who the person in front of this machine is to a dossier. */
import type { User } from '#shared/contract/ipc.ts';
import { normaliseUsername } from '#shared/domain/people/username.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';

/** The person signed in, when the dossier is their unit's. */
export function colleague(kept: KeptRegistration, user: User | undefined): User | undefined {
  const unitCode = kept.server?.unitCode ?? kept.content.unit.unitCode;
  return user !== undefined && user.role !== 'KBNN' && user.unitCode === unitCode ? user : undefined;
}

/** The member that the link was written to; else the one whose account is signed in. */
export function memberInFront(
  kept: KeptRegistration,
  user: User | undefined,
): RegistrationMember | undefined {
  const { members } = kept.server?.content ?? kept.content;
  if (kept.memberId !== undefined) return members.find(({ id }) => id === kept.memberId);
  const person = colleague(kept, user);
  return person === undefined ? undefined : memberOf(members, person.username);
}

export function memberOf(
  members: readonly RegistrationMember[],
  username: string,
): RegistrationMember | undefined {
  const wanted = normaliseUsername(username);
  return members.find((member) => member.username !== null && normaliseUsername(member.username) === wanted);
}
