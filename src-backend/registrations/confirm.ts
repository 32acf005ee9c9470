import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type {
  confirmRegistrationSchema,
  declineRegistrationSchema,
  ServerRegistration,
} from '#shared/contract/registration/http.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { isVgcaIssuer } from '#shared/domain/remote-ca/vgca.ts';
import { registrationTransition } from '#shared/domain/registration/status.ts';
import { dropUnreferenced } from '../dossiers/staging.ts';
import type { RegistrationMemberRow, Tables } from '../store/tables.ts';
import { requireMember, requireRegistration, requireUnmoved, requireVersion, type Seen } from './access.ts';
import { aboutDossier, confirmedCertificates, isComplete } from './asking.ts';
import { requireNotTaken, requireOwnCertificate, type Holder } from './certificate-rules.ts';
import { complete } from './complete.ts';
import { beforeOf, contentOf } from './content.ts';
import { freeze } from './documents.ts';
import { letterText, noteOf } from './letter-text.ts';
import { actorOf, appendRegistrationLog, auditRegistration } from './log.ts';
import { once } from './once.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { sendLetters } from './send-letters.ts';
import { viewRegistration } from './view.ts';

/** A member says that their data are right and, if they sign, shows their certificate; the last one completes the dossier. */
export async function confirmMember(
  room: RegistrationRoom,
  asker: Asker,
  code: string,
  body: z.output<typeof confirmRegistrationSchema>,
): Promise<ServerRegistration> {
  const unused: string[] = [];
  return once(room, { asker, action: 'confirm', code, body }, async () => {
    const seen = await requireRegistration(room, asker, code);
    // Who said by mistake that something is wrong, or was told that it is right, may still confirm the same version.
    const { member, members } = await requireAsked(room, seen, body, ['waiting', 'declined']);
    const certificate = await certificateFor(room, { code, member }, body.certificate);
    const at = room.now();
    const answer = {
      state: 'confirmed' as const,
      note: '',
      at: at.toISOString(),
      certificate: certificate === undefined ? null : JSON.stringify(certificate),
      thumbprint: certificate?.thumbprint ?? null,
    };
    const standing = members.map((row) => (row.member_id === member.id ? { ...row, ...answer } : row));
    const frozen = isComplete(standing)
      ? await freeze(room, {
          code,
          content: contentOf(seen.row),
          before: beforeOf(seen.row),
          certificates: confirmedCertificates(standing),
        })
      : undefined;
    unused.push(...(frozen?.documents ?? []).map(({ sha256 }) => sha256));
    return async (change) => {
      await requireUnmoved(change, seen.row);
      if (certificate !== undefined) await requireNotTaken(change, certificate.thumbprint, { code, member });
      await record(change, seen, member, answer, at);
      await appendRegistrationLog(change, seen.row, {
        note: `${member.name} đã xác nhận thông tin`,
        at,
        by: member.name,
      });
      await audit(change, seen, asker, {
        action: 'confirm',
        member,
        at,
        details: { serial: certificate?.serial ?? '' },
      });
      if (frozen !== undefined) await complete(room, change, seen.row, frozen);
      return viewRegistration(change, code);
    };
  }).finally(() => dropUnreferenced(room, unused));
}

/** A member says that something about them is wrong; the unit hears of it and saves the dossier again. */
export async function declineMember(
  room: RegistrationRoom,
  asker: Asker,
  code: string,
  body: z.output<typeof declineRegistrationSchema>,
): Promise<ServerRegistration> {
  return once(room, { asker, action: 'decline', code, body }, async () => {
    const seen = await requireRegistration(room, asker, code);
    const { member } = await requireAsked(room, seen, body, ['waiting']);
    const at = room.now();
    const note = noteOf(body.note);
    if (note === '') throw new DvcttError('REQUEST_INVALID', { what: 'note' });
    return async (change) => {
      await requireUnmoved(change, seen.row);
      const answer = {
        state: 'declined' as const,
        note,
        at: at.toISOString(),
        certificate: null,
        thumbprint: null,
      };
      await record(change, seen, member, answer, at);
      await appendRegistrationLog(change, seen.row, {
        note: `${member.name} báo thông tin chưa đúng: ${note}`,
        at,
        by: member.name,
      });
      const { unit } = contentOf(seen.row);
      await sendLetters(
        room,
        change,
        seen.row,
        [
          {
            ...aboutDossier(seen.row),
            letter: 'unit.declined',
            to: unit.email,
            name: letterText(unit.name, 80),
            member: letterText(member.name, 80),
            note: letterText(note, 300),
          },
        ],
        at,
      );
      await audit(change, seen, asker, { action: 'decline', member, at, details: { note } });
      return viewRegistration(change, code);
    };
  });
}

/** @throws DvcttError as `requireMember` and `requireVersion` say; REGISTRATION_STATE when the member is not asked (any more) */
async function requireAsked(
  room: RegistrationRoom,
  seen: Seen,
  body: { readonly memberId: string; readonly version: number },
  states: readonly RegistrationMemberRow['state'][],
): Promise<{ readonly member: RegistrationMember; readonly members: readonly RegistrationMemberRow[] }> {
  const members = await room.store
    .selectFrom('registration_members')
    .selectAll()
    .where('code', '=', seen.row.code)
    .execute();
  requireNewestQuestion(seen, members);
  const member = requireMember(seen, body.memberId, 'member');
  registrationTransition(seen.row.status, 'complete');
  requireVersion(seen.row, body.version);
  const state = members.find((row) => row.member_id === member.id)?.state;
  if (state === undefined || !states.includes(state))
    throw new DvcttError('REGISTRATION_STATE', { member: state ?? '' });
  return { member, members };
}

/** Their data were changed after they had confirmed. @throws DvcttError LINK_REPLACED, for “used” would say: all is done */
function requireNewestQuestion({ access }: Seen, members: readonly RegistrationMemberRow[]): void {
  if (access.kind !== 'link' || access.link.used_at === null) return;
  const { member_id: id, purpose } = access.link;
  const asked = members.some((row) => row.member_id === id && row.state === 'waiting');
  if (purpose === 'member' && asked) throw new DvcttError('LINK_REPLACED');
}

/** @throws DvcttError CERT_NOT_FOUND when a signer shows none; REMOTE_VGCA; REQUEST_INVALID when somebody else shows one */
async function certificateFor(
  room: RegistrationRoom,
  { code, member }: Holder,
  base64: string | undefined,
): Promise<MemberCertificate | undefined> {
  const signs = signingStepOf(member.role) !== undefined;
  if (!signs && base64 === undefined) return undefined;
  if (!signs) throw new DvcttError('REQUEST_INVALID', { what: 'certificate' });
  if (base64 === undefined) throw new DvcttError('CERT_NOT_FOUND', { member: member.id });
  const certificate = await requireOwnCertificate(room.trust, member, base64, room.now());
  if (member.signatureForm === 'remote' && isVgcaIssuer(certificate.issuer))
    throw new DvcttError('REMOTE_VGCA', { serial: certificate.serial });
  await requireNotTaken(room.store, certificate.thumbprint, { code, member });
  return certificate;
}

/** Writes a member's answer; once they have confirmed, every link that asked for it is used. */
async function record(
  change: Transaction<Tables>,
  { row }: Seen,
  member: RegistrationMember,
  answer: Pick<RegistrationMemberRow, 'state' | 'note' | 'at' | 'certificate' | 'thumbprint'>,
  at: Date,
): Promise<void> {
  await change
    .updateTable('registration_members')
    .set(answer)
    .where('code', '=', row.code)
    .where('member_id', '=', member.id)
    .execute();
  if (answer.state === 'confirmed')
    await change
      .updateTable('registration_links')
      .set({ used_at: at.toISOString() })
      .where('code', '=', row.code)
      .where('member_id', '=', member.id)
      .where('purpose', '=', 'member')
      .where('used_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute();
  await change
    .updateTable('registrations')
    .set({ updated_at: at.toISOString() })
    .where('code', '=', row.code)
    .execute();
}

async function audit(
  change: Transaction<Tables>,
  { row, access }: Seen,
  asker: Asker,
  act: {
    readonly action: string;
    readonly member: RegistrationMember;
    readonly at: Date;
    readonly details: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  await auditRegistration(change, {
    asker,
    actor: actorOf(access),
    action: act.action,
    code: row.code,
    at: act.at,
    details: { version: row.version, member: act.member.id, ...act.details },
  });
}
