/** The short path of a renewed certificate: nothing but the certificates of members who are registered is another. */
import { registrationChanges } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';

/** The members whose certificates a renewal replaces; empty when the change is anything else. */
export function renewedMembers(
  content: RegistrationContent,
  before: RegistrationContent | undefined,
): readonly RegistrationMember[] {
  if (content.kind !== 'change' || before === undefined) return [];
  const changes = registrationChanges(before, content);
  if (!changes.every(({ path }) => /^members\.\d+\.(certificate|signatureForm)$/.test(path))) return [];
  const renewed = new Set(changes.map(({ memberId }) => memberId));
  return content.members.filter(({ id, certificate }) => renewed.has(id) && certificate !== null);
}
