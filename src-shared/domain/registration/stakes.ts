/** Who may put a change forward for the unit, and who has something to lose by it. */
import { signingStepOf } from '../people/roles.ts';
import type { MemberRole, RegistrationContent, RegistrationMember } from './registration.ts';

export interface Loss {
  /** As registered until now. */
  readonly member: RegistrationMember;
  /** The title afterwards; undefined for who loses all access. */
  readonly role?: MemberRole;
}

export interface MovedAddress {
  readonly member: RegistrationMember;
  /** As registered until now. */
  readonly from: string;
}

/**
 * Who may sign and send a dossier: CTK and those authorised; in a change those of them who stand as such already, so
 * that nobody makes themself account holder by their own signature. Only where none of them stays may a new one sign.
 */
export function firstSigners(
  content: RegistrationContent,
  before?: RegistrationContent,
): readonly RegistrationMember[] {
  const named = content.members.filter(givesFirst);
  const standing = named.filter(({ id }) => standsAsFirstSigner(id, before));
  return standing.length > 0 ? standing : named;
}

/** Whether the member is registered as CTK or UQ_CTK until now. */
export function standsAsFirstSigner(memberId: string, before: RegistrationContent | undefined): boolean {
  return before?.members.some((member) => member.id === memberId && givesFirst(member)) ?? false;
}

/** Who is taken out, and who is no longer CTK, KTT or authorised by one. The title itself after its authorisation is no loss. */
export function lossesOf(content: RegistrationContent, before?: RegistrationContent): readonly Loss[] {
  const now = new Map(content.members.map(({ id, role }) => [id, role]));
  return (before?.members ?? []).flatMap((member): readonly Loss[] => {
    const role = now.get(member.id);
    if (role === undefined) return [{ member }];
    const keeps = role === member.role || member.role === 'KTV' || member.role === `UQ_${role}`;
    return keeps ? [] : [{ member, role }];
  });
}

/** Members whose letters would go to another address from now on. */
export function movedAddresses(
  { members }: { readonly members: readonly RegistrationMember[] },
  before?: RegistrationContent,
): readonly MovedAddress[] {
  return members.flatMap((member) => {
    const from = standingAddress(member.id, before);
    return from === undefined || sameAddress(from, member.email) ? [] : [{ member, from }];
  });
}

/** Where a member who has an account is written to until now. */
export function standingAddress(memberId: string, before?: RegistrationContent): string | undefined {
  const standing = before?.members.find(({ id }) => id === memberId);
  return standing === undefined || standing.username === null || standing.email === ''
    ? undefined
    : standing.email;
}

const givesFirst = ({ role }: RegistrationMember) => signingStepOf(role) === 'CTK';
const sameAddress = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
