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
import { movedAddresses, standingAddress } from '#shared/domain/registration/stakes.ts';
import { allowResend } from './allowances.ts';
import { askedDigest, beforeOf, certificateOf } from './content.ts';
import { dropLetters } from '../mail/outbox.ts';
import { letterText } from './letter-text.ts';
import type { RegistrationRoom } from './room.ts';
import { sendLetters } from './send-letters.ts';
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

/**
 * Sends each member a link of their own; their old ones die. Who had a letter before is told why another comes. A member
 * who has an account is written to where they are registered: whoever edits an address must not get that member's link.
 * @throws DvcttError TOO_MANY_ATTEMPTS for letters asked for again
 */
export async function sendLinks(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  row: RegistrationRow,
  given: {
    readonly purpose: RegistrationLinkRow['purpose'];
    readonly members: readonly RegistrationMember[];
    readonly at: Date;
    /** Somebody asked for the letter again, and nothing in the dossier has changed. */
    readonly resent?: boolean;
  },
): Promise<void> {
  const { purpose, members, at, resent = false } = given;
  if (members.length === 0) return;
  const reached = await writtenBefore(change, row.code, purpose);
  const before = beforeOf(row);
  await replaceLinks(change, row.code, at, (link) => members.some(({ id }) => id === link.member_id));
  const expiresAt = new Date(at.getTime() + linkLifetime).toISOString();
  const written = members.map((member) => ({
    member,
    secret: newSecret(),
    to: standingAddress(member.id, before) ?? member.email,
  }));
  if (resent) for (const { to } of written) await allowResend(change, row.code, to, at);
  const letters = written.map(({ member, secret, to }): Letter => ({
    ...aboutDossier(row),
    letter: purpose === 'member' ? 'member.confirm' : 'signer.sign',
    to,
    name: letterText(member.name, 80),
    secret,
    expiresAt,
    ...(reached.has(member.id) ? { again: resent ? ('resent' as const) : ('changed' as const) } : {}),
  }));
  const notices = movedAddresses({ members }, before)
    .filter(() => purpose === 'member' && !resent)
    .map(({ member }): Letter => ({
      ...aboutDossier(row),
      letter: 'member.address',
      to: member.email,
      name: letterText(member.name, 80),
    }));
  const mailIds = await sendLetters(room, change, row, [...letters, ...notices], at);
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

async function writtenBefore(
  change: Transaction<Tables>,
  code: string,
  purpose: RegistrationLinkRow['purpose'],
): Promise<ReadonlySet<string>> {
  const links = await change
    .selectFrom('registration_links')
    .select('member_id')
    .where('code', '=', code)
    .where('purpose', '=', purpose)
    .execute();
  return new Set(links.map((link) => link.member_id));
}

/**
 * Kills links of a dossier, with the letters that have not left yet. A link that was already used stays as it is, and
 * says so to who presses it again.
 */
export async function replaceLinks(
  change: Transaction<Tables>,
  code: string,
  at: Date,
  which: (link: Pick<RegistrationLinkRow, 'member_id' | 'purpose'>) => boolean,
): Promise<void> {
  const open = await change
    .selectFrom('registration_links')
    .select(['secret_hash', 'member_id', 'purpose', 'mail_id'])
    .where('code', '=', code)
    .where('used_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute();
  const gone = open.filter(which);
  if (gone.length === 0) return;
  await change
    .updateTable('registration_links')
    .set({ replaced_at: at.toISOString() })
    .where(
      'secret_hash',
      'in',
      gone.map((link) => link.secret_hash),
    )
    .execute();
  await dropLetters(
    change,
    gone.map((link) => link.mail_id),
  );
}

/** What every letter about a dossier says of it. */
export function aboutDossier(row: Pick<RegistrationRow, 'code' | 'kind' | 'unit_name'>) {
  return { code: row.code, kind: row.kind, unitName: letterText(row.unit_name, 100) };
}
