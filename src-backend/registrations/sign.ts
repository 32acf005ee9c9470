import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration, signRegistrationSchema } from '#shared/contract/registration/http.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { firstSigners } from '#shared/domain/registration/stakes.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { registrationTransition } from '#shared/domain/registration/status.ts';
import { dropUnreferenced } from '../dossiers/staging.ts';
import { requireMember, requireRegistration, requireUnmoved, requireVersion, type Seen } from './access.ts';
import { aboutDossier } from './asking.ts';
import { beforeOf, contentOf } from './content.ts';
import { keepBytes } from './documents.ts';
import { leavingLetters } from './leaving-letters.ts';
import { letterText } from './letter-text.ts';
import { actorOf, appendRegistrationLog, auditRegistration } from './log.ts';
import { once } from './once.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { sendLetters } from './send-letters.ts';
import { verifySigned, type SignerCertificate } from './signed-documents.ts';
import { newestStanding } from './standing.ts';
import { viewRegistration } from './view.ts';

/**
 * The account holder, or one authorised, signs every document and sends the dossier to the Treasury. Of two at once
 * one wins; the other gets REGISTRATION_STATE or LINK_USED.
 */
export async function signRegistration(
  room: RegistrationRoom,
  asker: Asker,
  code: string,
  body: z.output<typeof signRegistrationSchema>,
): Promise<ServerRegistration> {
  const unused: string[] = [];
  return once(room, { asker, action: 'sign', code, body }, async () => {
    const seen = await requireRegistration(room, asker, code);
    const { row } = seen;
    const signer = requireSigner(seen, body.memberId);
    const moved = registrationTransition(row.status, 'sign');
    requireVersion(row, body.version);
    await requireCurrentStanding(room, seen);
    const certificate = await certificateOfSigner(room, seen, signer);
    const signed = await verifySigned(room, row, certificate, body.documents);
    unused.push(...signed.map(({ sha256 }) => sha256));
    for (const { bytes } of signed) await keepBytes(room, bytes);
    const at = room.now();
    return async (change) => {
      await requireUnmoved(change, row);
      for (const { id, sha256, bytes } of signed) {
        await change
          .updateTable('registration_documents')
          .set({
            signed_sha256: sha256,
            signed_size: bytes.length,
            signed_by: certificate.certificate_thumbprint,
            signed_at: at.toISOString(),
          })
          .where('code', '=', code)
          .where('version', '=', row.version)
          .where('id', '=', id)
          .execute();
      }
      await change
        .updateTable('registrations')
        .set({ status: moved, updated_at: at.toISOString() })
        .where('code', '=', code)
        .execute();
      await change
        .updateTable('registration_links')
        .set({ used_at: at.toISOString() })
        .where('code', '=', code)
        .where('purpose', '=', 'signer')
        .where('used_at', 'is', null)
        .where('replaced_at', 'is', null)
        .execute();
      await appendRegistrationLog(change, { code, status: moved }, { note: '', at, by: signer.name });
      const { unit } = contentOf(row);
      const treasury = await change
        .selectFrom('treasuries')
        .select('name')
        .where('code', '=', row.treasury_code)
        .executeTakeFirstOrThrow();
      await sendLetters(
        room,
        change,
        row,
        [
          {
            ...aboutDossier(row),
            letter: 'unit.sent',
            to: unit.email,
            name: letterText(unit.name, 80),
            treasuryName: treasury.name,
          },
          ...leavingLetters(row, { stage: 'sent', signer: signer.name, treasuryName: treasury.name }),
        ],
        at,
      );
      await auditRegistration(change, {
        asker,
        actor: actorOf(seen.access),
        action: 'sign',
        code,
        at,
        details: {
          version: row.version,
          member: signer.id,
          serial: certificate.certificate_serial ?? '',
          documents: signed.map(({ sha256 }) => sha256).join(' '),
        },
      });
      return viewRegistration(change, code);
    };
  }).finally(() => dropUnreferenced(room, unused));
}

/**
 * @throws DvcttError ROLE_FORBIDDEN for a member, or a session, that gives no first signature; in a change for who does
 * not stand as CTK or UQ_CTK, as long as somebody who does stays
 */
function requireSigner(seen: Seen, memberId: string): RegistrationMember {
  const signer = requireMember(seen, memberId, 'signer');
  const role = seen.access.kind === 'person' ? seen.access.person.role : signer.role;
  const signers = firstSigners(contentOf(seen.row), beforeOf(seen.row));
  if (!signers.some(({ id }) => id === signer.id) || signingStepOf(role) !== 'CTK')
    throw new DvcttError('ROLE_FORBIDDEN', { role });
  return signer;
}

/** A change that builds on what no longer stands could never be approved. @throws DvcttError REGISTRATION_CONFLICT */
async function requireCurrentStanding(room: RegistrationRoom, { row }: Seen): Promise<void> {
  if (row.kind === 'first') return;
  const standing = await newestStanding(room.store, row.unit_code);
  const { standingVersion } = contentOf(row);
  if (standing?.version !== standingVersion) {
    throw new DvcttError('REGISTRATION_CONFLICT', {
      what: 'standing',
      current: standing?.version ?? 0,
      given: standingVersion,
    });
  }
}

/** The one confirmed in this dossier, or the one registered where nothing about the signer changes. */
async function certificateOfSigner(
  room: RegistrationRoom,
  { row }: Seen,
  signer: RegistrationMember,
): Promise<SignerCertificate> {
  if (signer.certificate !== null) {
    const { serial, thumbprint } = signer.certificate;
    return { certificate_serial: serial, certificate_thumbprint: thumbprint };
  }
  const registered = await room.store
    .selectFrom('people')
    .select(['certificate_serial', 'certificate_thumbprint'])
    .where('username', '=', signer.username ?? '')
    .where('unit_code', '=', row.unit_code)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return registered ?? { certificate_serial: null, certificate_thumbprint: null };
}
