import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { resendLinkSchema, ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { firstSigners } from '#shared/domain/registration/stakes.ts';
import type { Tables } from '../store/tables.ts';
import { requireDeclarant, requireRegistration, requireUnmoved, type Seen } from './access.ts';
import { sendLinks } from './asking.ts';
import { beforeOf, contentOf } from './content.ts';
import { actorOf, appendRegistrationLog, auditRegistration, nameOf } from './log.ts';
import { once } from './once.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { viewRegistration } from './view.ts';

/**
 * A new link for a member who is asked to confirm, or for who is asked to sign; the old ones die. Who has said that
 * something is wrong is asked anew about the same data: they may have been mistaken.
 * @throws DvcttError REGISTRATION_STATE when nothing is asked of that member now
 */
export async function resendLink(
  room: RegistrationRoom,
  asker: Asker,
  code: string,
  body: z.output<typeof resendLinkSchema>,
): Promise<ServerRegistration> {
  return once(room, { asker, action: 'resend', code, body }, async () => {
    const seen = await requireRegistration(room, asker, code);
    requireDeclarant(seen);
    const { row } = seen;
    const member = contentOf(row).members.find(({ id }) => id === body.memberId);
    const standing = await room.store
      .selectFrom('registration_members')
      .select('state')
      .where('code', '=', code)
      .where('member_id', '=', body.memberId)
      .executeTakeFirst();
    if (member === undefined || standing === undefined)
      throw new DvcttError('REGISTRATION_NOT_FOUND', { code, member: body.memberId });
    const confirms = row.status === 'CHO_HOAN_THIEN' && ['waiting', 'declined'].includes(standing.state);
    const signs =
      row.status === 'CHO_PHE_DUYET' &&
      firstSigners(contentOf(row), beforeOf(row)).some(({ id }) => id === member.id);
    if (!confirms && !signs)
      throw new DvcttError('REGISTRATION_STATE', { status: row.status, member: standing.state });
    const at = room.now();
    return async (change) => {
      await requireUnmoved(change, row);
      await sendLinks(room, change, row, {
        purpose: confirms ? 'member' : 'signer',
        members: [member],
        at,
        resent: true,
      });
      if (confirms && standing.state === 'declined') await askAnew(change, seen, member, at);
      await auditRegistration(change, {
        asker,
        actor: actorOf(seen.access),
        action: 'resend',
        code,
        at,
        details: { member: member.id },
      });
      return viewRegistration(change, code);
    };
  });
}

/** What they have said stays in the log. */
async function askAnew(
  change: Transaction<Tables>,
  { row, access }: Seen,
  member: RegistrationMember,
  at: Date,
): Promise<void> {
  await change
    .updateTable('registration_members')
    .set({ state: 'waiting', note: '', at: null })
    .where('code', '=', row.code)
    .where('member_id', '=', member.id)
    .execute();
  await change
    .updateTable('registrations')
    .set({ updated_at: at.toISOString() })
    .where('code', '=', row.code)
    .execute();
  await appendRegistrationLog(change, row, {
    note: `Đã gửi lại thư, đề nghị ${member.name} xác nhận lại`,
    at,
    by: nameOf(access, row),
  });
}
