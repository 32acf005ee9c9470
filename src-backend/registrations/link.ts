import { DvcttError } from '#shared/contract/errors.ts';
import { linkSchema, type RegistrationLink } from '#shared/contract/registration/http.ts';
import { countWrongSecret } from './allowances.ts';
import type { RegistrationLinkRow } from '../store/tables.ts';
import type { RegistrationRoom } from './room.ts';
import { secretHash } from './secrets.ts';
import { viewRegistration } from './view.ts';
import { viewThrough } from './view-for.ts';

/**
 * What a link from a letter is for. Looking consumes nothing: mail scanners look too.
 * @throws DvcttError LINK_UNKNOWN, LINK_REPLACED, LINK_USED, LINK_EXPIRED, TOO_MANY_ATTEMPTS
 */
export async function openLink(
  room: RegistrationRoom,
  secret: string,
  origin: string | undefined,
): Promise<RegistrationLink> {
  const now = room.now();
  const link = await room.store
    .selectFrom('registration_links')
    .selectAll()
    .where('secret_hash', '=', secretHash(secret))
    .executeTakeFirst();
  if (link === undefined) {
    if (origin !== undefined) await countWrongSecret(room.store, origin, now);
    throw new DvcttError('LINK_UNKNOWN');
  }
  if (link.replaced_at !== null) throw new DvcttError('LINK_REPLACED');
  if (link.used_at !== null && (await isAskedAnew(room, link))) throw new DvcttError('LINK_REPLACED');
  if (link.used_at !== null) throw new DvcttError('LINK_USED');
  if (link.expires_at <= now.toISOString()) throw new DvcttError('LINK_EXPIRED');
  return linkSchema.parse({
    code: link.code,
    purpose: link.purpose,
    memberId: link.member_id,
    expiresAt: link.expires_at,
    registration: viewThrough(link, await viewRegistration(room.store, link.code)),
  });
}

/** Who has confirmed and whose data were changed since: “used” would tell them that nothing is left to do. */
async function isAskedAnew(room: RegistrationRoom, link: RegistrationLinkRow): Promise<boolean> {
  if (link.purpose !== 'member') return false;
  const member = await room.store
    .selectFrom('registration_members')
    .select('state')
    .where('code', '=', link.code)
    .where('member_id', '=', link.member_id)
    .executeTakeFirst();
  return member?.state === 'waiting';
}
