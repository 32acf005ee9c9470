/** The content with the certificates that the members have confirmed. */
import { signingStepOf } from '../people/roles.ts';
import type { MemberCertificate, RegistrationContent } from './registration.ts';

/**
 * A confirmed certificate takes the place of whatever the content says; who was not asked (an unchanged member of a
 * change dossier) keeps the one that stands; who signs nothing has none. `certificates` is keyed by the member's id.
 */
export function withCertificates(
  content: RegistrationContent,
  certificates: ReadonlyMap<string, MemberCertificate>,
): RegistrationContent {
  return {
    ...content,
    members: content.members.map((member) => ({
      ...member,
      certificate:
        signingStepOf(member.role) === undefined ? null : (certificates.get(member.id) ?? member.certificate),
    })),
  };
}
