/** Who of a dossier's members is asked to confirm, and the links by which they answer. */
import type { Transaction } from 'kysely';
import { membersToConfirm } from '#shared/domain/registration/changes.ts';
import type {
  MemberCertificate,
  RegistrationContent,
  RegistrationMember,
} from '#shared/domain/registration/registration.ts';
import type { Letter } from '../mail/letters.ts';
import type { RegistrationLinkRow, RegistrationMemberRow, RegistrationRow, Tables } from '../store/tables.ts';
import { allowLetters } from './allowances.ts';
import { askedDigest, certificateOf } from './content.ts';
import { letterText } from './letter-text.ts';
import type { RegistrationRoom } from './room.ts';
import { linkLifetime, newSecret, secretHash } from './secrets.ts';

type MemberState = Omit<RegistrationMemberRow, 'code'>;

/** How the members stand once a version has been saved, and which of them get a letter. */
export interface Asking {
  readonly members: readonly MemberState[];
  readonly letters: readonly RegistrationMember[];
}

/**
 * Who has confirmed just what the new version says stays confirmed, and who has an open link about it keeps that; the
 * others are asked, anew.
 */
export function askMembers(
  content: RegistrationContent,
  before: RegistrationContent | undefined,
  earlier: readonly RegistrationMemberRow[],
  openLinks: ReadonlySet<string>,
): Asking {
  const asked = new Set(membersToConfirm(content, before).map(({ id }) => id));
  const letters: RegistrationMember[] = [];
  const members = content.members.map((member, position): MemberState => {
    const digest = askedDigest(member);
    const fresh = {
      member_id: member.id,
      position,
      asked_sha256: digest,
      note: '',
      at: null,
      certificate: null,
      thumbprint: null,
    };
    if (!asked.has(member.id)) return { ...fresh, state: 'not-needed' };
    const old = earlier.find((row) => row.member_id === member.id && row.asked_sha256 === digest);
    if (old?.state === 'confirmed') return { ...old, position };
    if (old?.state !== 'waiting' || !openLinks.has(member.id)) letters.push(member);
    return { ...fresh, state: 'waiting' };
  });
  return { members, letters };
}

/** Whether nobody is left who has to confirm. */
export function isComplete(members: readonly Pick<RegistrationMemberRow, 'state'>[]): boolean {
  return members.every(({ state }) => state === 'confirmed' || state === 'not-needed');
}

export function confirmedCertificates(
  members: readonly Pick<RegistrationMemberRow, 'member_id' | 'certificate'>[],
): ReadonlyMap<string, MemberCertificate> {
  return new Map(
    members.flatMap((member) => {
      const certificate = certificateOf(member);
      return certificate === undefined ? [] : [[member.member_id, certificate] as const];
    }),
  );
}

/** Links that have not been used, replaced or outlived. */
export async function openLinks(
  db: Transaction<Tables> | RegistrationRoom['store'],
  code: string,
  now: Date,
): Promise<readonly RegistrationLinkRow[]> {
  return db
    .selectFrom('registration_links')
    .selectAll()
    .where('code', '=', code)
    .where('used_at', 'is', null)
    .where('replaced_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute();
}

/** Sends each member a link of their own; their old ones of this purpose die. @throws DvcttError TOO_MANY_ATTEMPTS */
export async function sendLinks(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  row: RegistrationRow,
  given: {
    readonly purpose: RegistrationLinkRow['purpose'];
    readonly members: readonly RegistrationMember[];
    readonly at: Date;
  },
): Promise<void> {
  const { purpose, members, at } = given;
  if (members.length === 0) return;
  await allowLetters(
    change,
    row.code,
    members.map(({ email }) => email),
    at,
  );
  await replaceLinks(
    change,
    row.code,
    members.map(({ id }) => id),
    at,
  );
  const expiresAt = new Date(at.getTime() + linkLifetime).toISOString();
  const written = members.map((member) => ({ member, secret: newSecret() }));
  const letters = written.map(({ member, secret }): Letter => ({
    ...aboutDossier(row),
    letter: purpose === 'member' ? 'member.confirm' : 'signer.sign',
    to: member.email,
    name: letterText(member.name, 80),
    secret,
    expiresAt,
  }));
  const mailIds = await room.queueLetters(change, letters, at);
  await change
    .insertInto('registration_links')
    .values(
      written.map(({ member, secret }, index) => ({
        secret_hash: secretHash(secret),
        code: row.code,
        member_id: member.id,
        purpose,
        mail_id: mailIds[index] ?? '',
        created_at: at.toISOString(),
        expires_at: expiresAt,
        used_at: null,
        replaced_at: null,
      })),
    )
    .execute();
}

/** A link that was already used stays as it is, and says so to who presses it again. */
export async function replaceLinks(
  change: Transaction<Tables>,
  code: string,
  memberIds: readonly string[],
  at: Date,
): Promise<void> {
  if (memberIds.length === 0) return;
  await change
    .updateTable('registration_links')
    .set({ replaced_at: at.toISOString() })
    .where('code', '=', code)
    .where('member_id', 'in', memberIds)
    .where('used_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute();
}

/** What every letter about a dossier says of it. */
export function aboutDossier(row: Pick<RegistrationRow, 'code' | 'kind' | 'unit_name'>) {
  return { code: row.code, kind: row.kind, unitName: letterText(row.unit_name, 100) };
}
