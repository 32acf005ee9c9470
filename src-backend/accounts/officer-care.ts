/** What is done to officers' accounts from the command line of the server's machine, once they are there. */
import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { normaliseUsername } from '#shared/domain/people/username.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import type { AddedOfficer } from './officers.ts';
import { oneTimePasswordDays, randomPassword } from './one-time-password.ts';
import { hashPassword } from './password.ts';
import { wipeSecret } from './revocation.ts';

export interface ListedOfficer {
  readonly username: string;
  readonly name: string;
  readonly treasuryCode: string;
  /** The one-time password was not changed yet. */
  readonly oneTime: boolean;
  /** When access was taken back; null while it stands. */
  readonly removedAt: string | null;
}

/** Every officer, removed ones too: their names stay taken, for the audit log speaks of them. */
export async function listOfficers(store: Store): Promise<readonly ListedOfficer[]> {
  const rows = await store
    .selectFrom('people')
    .select(['username', 'name', 'treasury_code', 'must_change_password', 'revoked_at'])
    .where('role', '=', 'KBNN')
    .orderBy('treasury_code')
    .orderBy('username')
    .execute();
  return rows.map((row) => ({
    username: row.username,
    name: row.name,
    treasuryCode: row.treasury_code,
    oneTime: row.must_change_password === 1,
    removedAt: row.revoked_at,
  }));
}

/** A new one-time password; every session of the officer ends. @throws DvcttError USAGE when nobody has that name */
export async function resetOfficer(store: Store, typedUsername: string, now: Date): Promise<AddedOfficer> {
  const username = normaliseUsername(typedUsername);
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const expiresAt = new Date(now.getTime() + oneTimePasswordDays * 86_400_000);
  await store.transaction().execute(async (change) => {
    const treasury = await requireOfficer(change, username);
    await change
      .updateTable('people')
      .set({
        password_hash: passwordHash,
        must_change_password: 1,
        password_expires_at: expiresAt.toISOString(),
      })
      .where('username', '=', username)
      .execute();
    await change.deleteFrom('sessions').where('username', '=', username).execute();
    await told(change, { action: 'officer.reset', username, treasury, now });
  });
  return { username, password, expiresAt };
}

/** Takes an officer's access back for good. @throws DvcttError USAGE when nobody has that name */
export async function removeOfficer(store: Store, typedUsername: string, now: Date): Promise<string> {
  const username = normaliseUsername(typedUsername);
  await store.transaction().execute(async (change) => {
    const treasury = await requireOfficer(change, username);
    // As for a member: a machine that still holds a session learns of it, and has the proof to believe it.
    await wipeSecret(change, username);
    await change
      .updateTable('people')
      .set({ revoked_at: now.toISOString() })
      .where('username', '=', username)
      .execute();
    await told(change, { action: 'officer.removed', username, treasury, now });
  });
  return username;
}

/** Their treasury. @throws DvcttError USAGE also for a member of a unit, and for an officer who was removed */
async function requireOfficer(change: Transaction<Tables>, username: string): Promise<string> {
  const found = await change
    .selectFrom('people')
    .select(['treasury_code', 'revoked_at'])
    .where('username', '=', username)
    .where('role', '=', 'KBNN')
    .executeTakeFirst();
  if (found === undefined || found.revoked_at !== null) {
    const why = found === undefined ? 'không có cán bộ KBNN nào tên' : 'đã thu hồi tài khoản của';
    throw new DvcttError('USAGE', { username, reason: `${why} “${username}” (xem: officer list)` });
  }
  return found.treasury_code;
}

function told(
  change: Transaction<Tables>,
  act: {
    readonly action: string;
    readonly username: string;
    readonly treasury: string;
    readonly now: Date;
  },
): Promise<void> {
  const { action, username, treasury, now } = act;
  return appendAudit(change, {
    at: now,
    actor: 'command line',
    action,
    subject: username,
    details: { treasury },
  });
}
