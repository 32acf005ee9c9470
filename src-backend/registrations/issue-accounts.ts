/** What an approval makes of a dossier: the unit, its accounts, its standing registration and its people. */
import type { Transaction } from 'kysely';
import { accountClosing } from '#shared/domain/registration/account-closing.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { membersToConfirm } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { movedAddresses } from '#shared/domain/registration/stakes.ts';
import { oneTimePasswordDays, randomPassword } from '../accounts/one-time-password.ts';
import { hashPassword } from '../accounts/password.ts';
import { revokeIn } from '../accounts/revocation.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Letter } from '../mail/letters.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import { aboutDossier } from './asking.ts';
import { requireNotTaken } from './certificate-rules.ts';
import { beforeOf, contentOf } from './content.ts';
import { leavingLetters } from './leaving-letters.ts';
import { letterText } from './letter-text.ts';
import type { Officer } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { usernameOf } from './usernames.ts';

interface NewAccount {
  readonly password: string;
  readonly passwordHash: string;
}

/** By the ids of the members who have no account yet. */
export type NewAccounts = ReadonlyMap<string, NewAccount>;

/** Makes the one-time passwords: hashing is slow on purpose, so outside of the transaction. */
export async function prepareAccounts({ members }: RegistrationContent): Promise<NewAccounts> {
  const made = members
    .filter(({ username }) => username === null)
    .map(async ({ id }) => {
      const password = randomPassword();
      return [id, { password, passwordHash: await hashPassword(password) }] as const;
    });
  return new Map(await Promise.all(made));
}

interface Issue {
  readonly row: RegistrationRow;
  readonly officer: Officer;
  readonly accounts: NewAccounts;
  readonly at: Date;
  /** Name of who signed the dossier. */
  readonly signer: string;
  /** The version that stood until now; 0 for none. */
  readonly standingVersion: number;
}

/** @returns the user names whose access ended */
export async function issueAccounts(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  issue: Issue,
): Promise<{ readonly removed: readonly string[] }> {
  const { row, officer, at } = issue;
  const content = contentOf(row);
  const before = beforeOf(row);
  await writeUnit(change, content);
  const changed = new Set(before === undefined ? [] : membersToConfirm(content, before).map(({ id }) => id));
  const letters: Letter[] = [];
  const members: RegistrationMember[] = [];
  for (const member of content.members) {
    if (member.certificate !== null)
      await requireNotTaken(change, member.certificate.thumbprint, { code: row.code, member, officer: true });
    const account = issue.accounts.get(member.id);
    if (account !== undefined) {
      const username = await addPerson(change, issue, member, account);
      letters.push(accountLetter(issue, member, username, account.password));
      members.push({ ...member, username });
      continue;
    }
    members.push(member);
    if (!changed.has(member.id) || member.username === null) continue;
    await changePerson(change, issue, member, member.username);
    const { username } = member;
    letters.push(
      ...addressesOf(member, before).map((to): Letter => ({
        ...aboutDossier(row),
        letter: 'member.changed',
        to,
        name: letterText(member.name, 80),
        username,
      })),
    );
  }
  const removed = await removePeople(change, issue, before, members);
  await change
    .insertInto('standing_registrations')
    .values({
      unit_code: row.unit_code,
      version: issue.standingVersion + 1,
      code: row.code,
      content: JSON.stringify({ ...content, members }),
      approved_at: at.toISOString(),
    })
    .execute();
  const unitLetter: Letter = {
    ...aboutDossier(row),
    letter: 'unit.approved',
    to: content.unit.email,
    name: letterText(content.unit.name, 80),
    treasuryName: officer.person.treasuryName,
  };
  const { treasuryName } = officer.person;
  const leaving = leavingLetters(row, { stage: 'approved', signer: issue.signer, treasuryName });
  await room.queueLetters(change, [unitLetter, ...letters, ...leaving], at);
  return { removed };
}

/** The one that stood and the new one: who lost an account by a new address must hear of it. */
function addressesOf(member: RegistrationMember, before: RegistrationContent | undefined): readonly string[] {
  const moved = movedAddresses({ members: [member] }, before).map(({ from }) => from);
  return [...moved, member.email];
}

async function writeUnit(change: Transaction<Tables>, content: RegistrationContent): Promise<void> {
  const { unitCode, name, address, chapter, treasuryCode } = content.unit;
  const unit = { code: unitCode, name, address, chapter, treasury_code: treasuryCode };
  await change
    .insertInto('units')
    .values(unit)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(unit))
    .execute();
  await change
    .updateTable('people')
    .set({ treasury_code: treasuryCode })
    .where('unit_code', '=', unitCode)
    .execute();
  await change.deleteFrom('unit_accounts').where('unit_code', '=', unitCode).execute();
  const used = accountNumbers(content).filter((account) => account.used);
  for (const { number, name: accountName } of used) {
    await change
      .insertInto('unit_accounts')
      .values({
        unit_code: unitCode,
        number,
        name: accountName,
        closed_on: accountClosing(content, number) ?? null,
      })
      .execute();
  }
}

/** Answers the user name, which nobody else has. */
async function addPerson(
  change: Transaction<Tables>,
  { row, officer, at }: Issue,
  member: RegistrationMember,
  account: NewAccount,
): Promise<string> {
  const username = await freeUsername(change, member.name, row.unit_code);
  const { unit } = contentOf(row);
  await change
    .insertInto('people')
    .values({
      username,
      ...personOf(member),
      unit_code: row.unit_code,
      treasury_code: unit.treasuryCode,
      password_hash: account.passwordHash,
      revoked_at: null,
      wipe_secret: null,
      must_change_password: 1,
      password_expires_at: expiryOf(at),
    })
    .execute();
  await audit(change, officer, at, 'account.issue', username, {
    code: row.code,
    role: member.role,
    serial: member.certificate?.serial ?? '',
  });
  return username;
}

async function freeUsername(change: Transaction<Tables>, name: string, unitCode: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const username = usernameOf(name, unitCode, count);
    const taken = await change
      .selectFrom('people')
      .select('username')
      .where('username', '=', username)
      .executeTakeFirst();
    if (taken === undefined) return username;
  }
}

async function changePerson(
  change: Transaction<Tables>,
  { row, officer, at }: Issue,
  member: RegistrationMember,
  username: string,
): Promise<void> {
  await change
    .updateTable('people')
    .set(personOf(member))
    .where('username', '=', username)
    .where('unit_code', '=', row.unit_code)
    .execute();
  await audit(change, officer, at, 'account.change', username, {
    code: row.code,
    role: member.role,
    serial: member.certificate?.serial ?? '',
  });
}

/** What of a member the account bears: the certificate is the one that they have confirmed. */
function personOf(member: RegistrationMember) {
  return {
    name: member.name,
    role: member.role,
    identity_number: member.identityNumber,
    email: member.email,
    certificate_serial: member.certificate?.serial ?? null,
    certificate_thumbprint: member.certificate?.thumbprint ?? null,
  };
}

async function removePeople(
  change: Transaction<Tables>,
  { row, officer, at }: Issue,
  before: RegistrationContent | undefined,
  members: readonly RegistrationMember[],
): Promise<readonly string[]> {
  const kept = new Set(members.map(({ username }) => username));
  const removed = (before?.members ?? []).flatMap(({ username }) =>
    username === null || kept.has(username) ? [] : [username],
  );
  for (const username of removed) {
    await revokeIn(change, {
      username,
      at,
      actor: officer.person.username,
      unitCode: row.unit_code,
    });
  }
  return removed;
}

function accountLetter(
  { row, at }: Issue,
  member: RegistrationMember,
  username: string,
  password: string,
): Letter {
  return {
    ...aboutDossier(row),
    letter: 'member.account',
    to: member.email,
    name: letterText(member.name, 80),
    role: member.role,
    username,
    password,
    expiresAt: expiryOf(at),
  };
}

const expiryOf = (at: Date) => new Date(at.getTime() + oneTimePasswordDays * 86_400_000).toISOString();

async function audit(
  change: Transaction<Tables>,
  officer: Officer,
  at: Date,
  action: string,
  subject: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  await appendAudit(change, {
    at,
    actor: officer.person.username,
    action,
    subject,
    details,
    origin: officer.origin,
  });
}
