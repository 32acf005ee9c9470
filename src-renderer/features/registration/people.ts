/** The members as a list to choose from. */
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { askedSha } from '#shared/domain/registration/changes.ts';
import type { MemberRole, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { withRole } from '#shared/domain/registration/new.ts';
import { vietnameseSortKey } from '#shared/domain/text/vietnamese-sort-key.ts';
import { memberPlace } from './steps.ts';

export interface ListedMember {
  readonly member: RegistrationMember;
  /** In the content, as paths count. */
  readonly place: number;
  /** Blocking issues. */
  readonly left: number;
  /** Of a change: what the dossier asks for. */
  readonly mark: 'added' | 'changed' | undefined;
}

/** Sorted by name as Vietnamese sorts; who has no name yet stands last, in the order of adding. */
export function listedMembers(
  members: readonly RegistrationMember[],
  standing: readonly RegistrationMember[] | undefined,
  issues: readonly ValidationIssue[],
): readonly ListedMember[] {
  const key = ({ name }: RegistrationMember) => (name.trim() === '' ? '\u{10FFFF}' : vietnameseSortKey(name));
  return members
    .map((member, place) => ({
      member,
      place,
      left: issues.filter(({ path, blocking }) => blocking && memberPlace(path) === place).length,
      mark: standing === undefined ? undefined : markOf(member, standing),
    }))
    .sort((a, b) => {
      const [one, other] = [key(a.member), key(b.member)];
      return one < other ? -1 : one > other ? 1 : a.place - b.place;
    });
}

function markOf(
  member: RegistrationMember,
  standing: readonly RegistrationMember[],
): 'added' | 'changed' | undefined {
  const before = standing.find(({ id }) => id === member.id);
  if (before === undefined) return 'added';
  const same =
    JSON.stringify(askedSha(before)) === JSON.stringify(askedSha(member)) &&
    before.certificate?.thumbprint === member.certificate?.thumbprint;
  return same ? undefined : 'changed';
}

/** A title is data that KBNN reads: Vietnamese, whatever language the window speaks. */
export const titles: Readonly<Record<MemberRole, string>> = roleNames;

/** Another role; a title that is still the old role's name follows it. `names`: how the roles are called as titles. */
export function inRole(
  member: RegistrationMember,
  role: MemberRole,
  names: Readonly<Record<MemberRole, string>>,
): RegistrationMember {
  const next = withRole(member, role);
  const ownWords = member.title.trim() !== '' && !Object.values(names).includes(member.title);
  return ownWords ? next : { ...next, title: names[role] };
}
