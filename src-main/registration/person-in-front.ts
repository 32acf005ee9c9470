/** Who the person in front of this machine is to a dossier. */
import type { User } from '#shared/contract/ipc.ts';
import { normaliseUsername } from '#shared/domain/people/username.ts';
import { sameName } from '#shared/domain/registration/certificate-holder.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';

/** The person signed in, when the dossier is their unit's. */
export function colleague(kept: KeptRegistration, user: User | undefined): User | undefined {
  const unitCode = kept.server?.unitCode ?? kept.content.unit.unitCode;
  return user !== undefined && user.role !== 'KBNN' && user.unitCode === unitCode ? user : undefined;
}

/** A letter's link has brought it here: it is that member's. */
export const isOfLink = ({ memberId }: Pick<KeptRegistration, 'memberId'>): boolean => memberId !== undefined;

/** Whether who is signed in is the member that the link was written to: by their account, else by unit and name. */
export function isLinksOwn(kept: KeptRegistration, user: User): boolean {
  const member = memberInFront(kept, undefined);
  if (member === undefined || user.role === 'KBNN') return false;
  if (member.username !== null) return memberOf([member], user.username) !== undefined;
  return colleague(kept, user) !== undefined && sameName(user.name, member.name);
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
