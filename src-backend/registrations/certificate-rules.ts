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

/**
 * A certificate belongs to one human: whoever has registered or confirmed it, in any unit, has this identity number.
 * @throws DvcttError CERT_TAKEN
 */
export async function requireNotTaken(
  db: Kysely<Tables>,
  thumbprint: string,
  identityNumber: string,
): Promise<void> {
  const registered = await db
    .selectFrom('people')
    .select('username')
    .where('certificate_thumbprint', '=', thumbprint)
    .where('identity_number', '<>', identityNumber)
    .executeTakeFirst();
  if (registered !== undefined) throw new DvcttError('CERT_TAKEN');
  const confirmed = await db
    .selectFrom('registration_members')
    .innerJoin('registrations', 'registrations.code', 'registration_members.code')
    .select(['registration_members.member_id as memberId', 'registrations.content as content'])
    .where('registration_members.thumbprint', '=', thumbprint)
    .where('registration_members.state', '=', 'confirmed')
    .where('registrations.status', 'in', ['CHO_HOAN_THIEN', 'CHO_PHE_DUYET', 'CHO_KBNN'])
    .execute();
  const another = confirmed.some(({ memberId, ...row }) =>
    contentOf(row).members.some(
      ({ id, identityNumber: number }) => id === memberId && number !== identityNumber,
    ),
  );
  if (another) throw new DvcttError('CERT_TAKEN');
}
