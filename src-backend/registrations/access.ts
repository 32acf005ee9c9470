/** Whose a registration dossier is to see, and in what quality somebody asks. */
import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationMember, RegistrationStatus } from '#shared/domain/registration/registration.ts';
import type { Person } from '../accounts/person.ts';
import type { RegistrationLinkRow, RegistrationRow, Tables } from '../store/tables.ts';
import { countWrongSecret } from './allowances.ts';
import { contentOf } from './content.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { secretHash } from './secrets.ts';

/** States in which a dossier has reached the Treasury; before that it is the unit's own affair. */
export const sentStates: readonly RegistrationStatus[] = ['CHO_KBNN', 'KBNN_TU_CHOI', 'DA_HOAN_THANH'];

export type Access =
  | { readonly kind: 'author' }
  | { readonly kind: 'link'; readonly link: RegistrationLinkRow }
  | { readonly kind: 'person'; readonly person: Person };

export interface Seen {
  readonly row: RegistrationRow;
  readonly access: Access;
}

export async function findRegistration(
  db: Kysely<Tables>,
  code: string,
): Promise<RegistrationRow | undefined> {
  return db.selectFrom('registrations').selectAll().where('code', '=', code).executeTakeFirst();
}

/**
 * The dossier, for who may see it. A used link still shows it until its day; a replaced one does not.
 * @throws DvcttError REGISTRATION_NOT_FOUND, the same for no such dossier, another's, and a wrong secret; LINK_REPLACED
 * and LINK_EXPIRED for who shows a secret that was right once
 */
export async function requireRegistration(room: RegistrationRoom, asker: Asker, code: string): Promise<Seen> {
  const row = await findRegistration(room.store, code);
  const access = row === undefined ? undefined : await accessOf(room, asker, row);
  if (row !== undefined && access !== undefined) return { row, access };
  if (asker.kind === 'secret') await countWrongSecret(room.store, asker.origin, room.now());
  throw new DvcttError('REGISTRATION_NOT_FOUND', { code });
}

async function accessOf(
  room: RegistrationRoom,
  asker: Asker,
  row: RegistrationRow,
): Promise<Access | undefined> {
  if (asker.kind === 'person')
    return maySee(asker.person, row) ? { kind: 'person', person: asker.person } : undefined;
  const hash = secretHash(asker.secret);
  if (row.secret_hash === hash) return { kind: 'author' };
  const link = await room.store
    .selectFrom('registration_links')
    .selectAll()
    .where('secret_hash', '=', hash)
    .where('code', '=', row.code)
    .executeTakeFirst();
  if (link === undefined) return undefined;
  if (link.replaced_at !== null) throw new DvcttError('LINK_REPLACED');
  if (link.expires_at <= room.now().toISOString()) throw new DvcttError('LINK_EXPIRED');
  return { kind: 'link', link };
}

export function maySee(person: Person, row: RegistrationRow): boolean {
  if (person.role === 'KBNN')
    return row.treasury_code === person.treasury_code && sentStates.includes(row.status);
  return row.unit_code === person.unit_code;
}

/** @throws DvcttError REGISTRATION_NOT_FOUND for who may see the dossier but did not declare it, ROLE_FORBIDDEN */
export function requireDeclarant({ row, access }: Seen): void {
  if (access.kind === 'author') return;
  if (access.kind === 'link') throw new DvcttError('REGISTRATION_NOT_FOUND', { code: row.code });
  if (access.person.role === 'KBNN') throw new DvcttError('ROLE_FORBIDDEN', { role: access.person.role });
}

/**
 * The member as whom somebody acts: the one whose link it is, or the one with the user name of the session.
 * @throws DvcttError REGISTRATION_NOT_FOUND for anybody else's; LINK_USED
 */
export function requireMember(
  { row, access }: Seen,
  memberId: string,
  purpose: RegistrationLinkRow['purpose'],
): RegistrationMember {
  const member = contentOf(row).members.find(({ id }) => id === memberId);
  const own =
    member !== undefined &&
    (access.kind === 'link'
      ? access.link.member_id === memberId && access.link.purpose === purpose
      : access.kind === 'person' &&
        access.person.unit_code === row.unit_code &&
        access.person.username === member.username);
  if (!own) throw new DvcttError('REGISTRATION_NOT_FOUND', { code: row.code, member: memberId });
  if (access.kind === 'link' && access.link.used_at !== null) throw new DvcttError('LINK_USED');
  return member;
}

/** @throws DvcttError REGISTRATION_CONFLICT when the caller saw another version */
export function requireVersion(row: RegistrationRow, version: number): void {
  if (row.version !== version) {
    throw new DvcttError('REGISTRATION_CONFLICT', { code: row.code, current: row.version, given: version });
  }
}

/**
 * Looked at again inside the transaction: the dossier stands as it did when everything was checked.
 * @throws DvcttError REGISTRATION_STATE, REGISTRATION_CONFLICT
 */
export async function requireUnmoved(db: Kysely<Tables>, before: RegistrationRow): Promise<void> {
  const row = await findRegistration(db, before.code);
  if (row?.status !== before.status)
    throw new DvcttError('REGISTRATION_STATE', { status: row?.status ?? '', expected: before.status });
  requireVersion(row, before.version);
}
