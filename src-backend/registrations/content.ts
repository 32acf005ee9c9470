import { createHash } from 'node:crypto';
import { askedSha } from '#shared/domain/registration/changes.ts';
import {
  memberCertificateSchema,
  registrationContentSchema,
  type MemberCertificate,
  type RegistrationContent,
  type RegistrationMember,
} from '#shared/domain/registration/registration.ts';
import type { RegistrationMemberRow, RegistrationRow } from '../store/tables.ts';

export function contentOf(row: Pick<RegistrationRow, 'content'>): RegistrationContent {
  return registrationContentSchema.parse(JSON.parse(row.content));
}

/** What stood before, in a change dossier. */
export function beforeOf(row: Pick<RegistrationRow, 'before'>): RegistrationContent | undefined {
  return row.before === null ? undefined : registrationContentSchema.parse(JSON.parse(row.before));
}

export function certificateOf(
  row: Pick<RegistrationMemberRow, 'certificate'>,
): MemberCertificate | undefined {
  return row.certificate === null ? undefined : memberCertificateSchema.parse(JSON.parse(row.certificate));
}

/** SHA-256 (lower-case hex) of what a member is asked to confirm; other data ask again. */
export function askedDigest(member: RegistrationMember): string {
  return createHash('sha256')
    .update(JSON.stringify(askedSha(member)))
    .digest('hex');
}

/** The standing entry of a member of a change dossier; ids stay from one registration to the next. */
export function standingMember(
  before: RegistrationContent | undefined,
  member: RegistrationMember,
): RegistrationMember | undefined {
  return before?.members.find(({ id }) => id === member.id);
}
