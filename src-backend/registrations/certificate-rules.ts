/** Which certificate a member may confirm: their own, sound, and nobody else's. */
import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import {
  certificateRefusals,
  parseCertificate,
  readCertificate,
  type CertificateFacts,
} from '#shared/validation/certificate.ts';
import { buildPath } from '#shared/validation/chain.ts';
import type { Trust } from '../dossiers/desk.ts';
import type { Tables } from '../store/tables.ts';
import { contentOf } from './content.ts';

/**
 * Reads the certificate that a member shows (base64 of the DER) and judges it by the server's clock.
 * @throws DvcttError CERT_INVALID, CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_KEY_USAGE, CERT_WEAK_KEY,
 *   CERT_CHAIN_INCOMPLETE, CERT_REVOKED, CERT_OF_ANOTHER
 */
export async function requireOwnCertificate(
  trust: Trust,
  member: RegistrationMember,
  base64: string,
  now: Date,
): Promise<MemberCertificate> {
  const facts = await readCertificate(new Uint8Array(Buffer.from(base64, 'base64')));
  await requireSound(trust, facts, now);
  if (!isHeldBy(facts, member))
    throw new DvcttError('CERT_OF_ANOTHER', { chosen: facts.serial, owner: facts.commonName });
  return {
    serial: facts.serial,
    thumbprint: facts.thumbprint,
    subject: facts.subject.slice(0, 1000),
    issuer: facts.issuer.slice(0, 1000),
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    der: Buffer.from(facts.der).toString('base64'),
  };
}

async function requireSound(trust: Trust, facts: CertificateFacts, now: Date): Promise<void> {
  const { serial } = facts;
  const [refusal] = certificateRefusals(facts, now);
  if (refusal !== undefined) throw new DvcttError(refusal, { serial });
  // RFC 5280 §4.2: a critical extension that is not understood is a reason to refuse.
  if (facts.unknownCritical.length > 0)
    throw new DvcttError('CERT_INVALID', { serial, extension: facts.unknownCritical.join(' ') });
  const anchors = trust.anchors.map(parseCertificate);
  const path = await buildPath(facts, trust.intermediates.map(parseCertificate), anchors, now);
  if (path.kind === 'untrusted') throw new DvcttError(path.reason, { serial });
  if (path.path.some((certificate) => trust.isRevoked(certificate.serial)))
    throw new DvcttError('CERT_REVOKED', { serial });
}

/** Whose certificate it is, in which dossier. */
export interface Holder {
  readonly code: string;
  readonly member: RegistrationMember;
  /** An officer asks, who may know where else it is. */
  readonly officer?: boolean;
}

/**
 * A certificate belongs to one human: whoever else has it registered, in any unit, has this identity number. So has who
 * confirmed it in a dossier that is sent; one that is not binds nobody, for anybody may declare a namesake. What the
 * member's own account has is theirs, also when their papers get another number.
 * @throws DvcttError CERT_TAKEN
 */
export async function requireNotTaken(
  db: Kysely<Tables>,
  thumbprint: string,
  { code, member, officer = false }: Holder,
): Promise<void> {
  const taken = (other = {}) =>
    new DvcttError('CERT_TAKEN', { member: member.name, ...(officer ? other : {}) });
  const registered = await db
    .selectFrom('people')
    .select('username')
    .where('certificate_thumbprint', '=', thumbprint)
    .where('identity_number', '<>', member.identityNumber)
    .where('username', '<>', member.username ?? '')
    .executeTakeFirst();
  if (registered !== undefined) throw taken({ username: registered.username });
  const confirmed = await db
    .selectFrom('registration_members')
    .innerJoin('registrations', 'registrations.code', 'registration_members.code')
    .select([
      'registrations.code as code',
      'registration_members.member_id as memberId',
      'registrations.content as content',
    ])
    .where('registration_members.thumbprint', '=', thumbprint)
    .where('registration_members.state', '=', 'confirmed')
    .where((row) =>
      row.or([row('registrations.status', '=', 'CHO_KBNN'), row('registrations.code', '=', code)]),
    )
    .execute();
  for (const { memberId, ...row } of confirmed) {
    if (row.code === code && memberId === member.id) continue;
    const other = contentOf(row).members.find(({ id }) => id === memberId);
    const same =
      other?.identityNumber === member.identityNumber ||
      (member.username !== null && other?.username === member.username);
    if (other !== undefined && !same) throw taken({ holder: other.name, code: row.code });
  }
}

/**
 * What was confirmed days ago must be sound at the moment that it is registered. One that stands unchanged was not
 * confirmed here and holds nothing up.
 * @throws DvcttError CERT_EXPIRED, CERT_REVOKED … with the member's name
 */
export async function requireStillSound(
  trust: Trust,
  confirmed: ReadonlyMap<string, MemberCertificate>,
  members: readonly RegistrationMember[],
  now: Date,
): Promise<void> {
  for (const { id, name } of members) {
    const certificate = confirmed.get(id);
    if (certificate === undefined) continue;
    try {
      await requireSound(
        trust,
        await readCertificate(new Uint8Array(Buffer.from(certificate.der, 'base64'))),
        now,
      );
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
      throw new DvcttError(cause.code, { ...cause.details, member: name }, { cause });
    }
  }
}
