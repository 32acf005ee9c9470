import { DvcttError } from '#shared/contract/errors.ts';
import { normaliseUsername } from '#shared/domain/people/username.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Store } from '../store/open.ts';
import { oneTimePasswordDays, randomPassword } from './one-time-password.ts';
import { hashPassword } from './password.ts';
import { keepTreasuryOffices } from './treasury-offices.ts';

export interface NewOfficer {
  readonly username: string;
  readonly name: string;
  /** SHKB. */
  readonly treasuryCode: string;
}

export interface AddedOfficer {
  readonly username: string;
  /** Shown to who added them, and kept nowhere. */
  readonly password: string;
  readonly expiresAt: Date;
}

/** Letters, digits and what joins them; it is typed by hand, and stands in log files and addresses. */
const usernameForm = /^[a-z0-9][a-z0-9._@-]{2,99}$/;

/**
 * Adds an officer of a treasury office with a one-time password.
 * @throws DvcttError USAGE naming what is wrong, UNIT_UNKNOWN when no office has that code, USERNAME_TAKEN
 * when somebody has that user name, whose account then stays as it is
 */
export async function addOfficer(store: Store, officer: NewOfficer, now: Date): Promise<AddedOfficer> {
  const username = normaliseUsername(officer.username);
  const name = officer.name.trim().normalize('NFC');
  if (!usernameForm.test(username)) {
    throw new DvcttError('USAGE', {
      username,
      reason: 'tên đăng nhập cần 3 đến 100 ký tự: a–z, 0–9 và . _ @ -',
    });
  }
  // \p{C}: control characters, and those that turn the direction of what follows.
  if (name === '' || name.length > 200 || /\p{C}/u.test(name)) {
    throw new DvcttError('USAGE', {
      name,
      reason: 'họ và tên cần 1 đến 200 ký tự, không có ký tự điều khiển',
    });
  }
  await keepTreasuryOffices(store);
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const expiresAt = new Date(now.getTime() + oneTimePasswordDays * 86_400_000);
  await store.transaction().execute(async (change) => {
    const office = await change
      .selectFrom('treasuries')
      .select('code')
      .where('code', '=', officer.treasuryCode)
      .executeTakeFirst();
    if (office === undefined) throw new DvcttError('UNIT_UNKNOWN', { treasury: officer.treasuryCode });
    const other = await change
      .selectFrom('people')
      .select('username')
      .where('username', '=', username)
      .executeTakeFirst();
    if (other !== undefined) throw new DvcttError('USERNAME_TAKEN', { username });
    await change
      .insertInto('people')
      .values({
        username,
        name,
        role: 'KBNN',
        unit_code: null,
        treasury_code: office.code,
        // Of signers alone: two accounts of one human are one signer, and an officer signs nothing.
        identity_number: '',
        password_hash: passwordHash,
        must_change_password: 1,
        password_expires_at: expiresAt.toISOString(),
        certificate_serial: null,
        certificate_thumbprint: null,
        revoked_at: null,
        wipe_secret: null,
        email: null,
      })
      .execute();
    await appendAudit(change, {
      at: now,
      actor: 'command line',
      action: 'officer.added',
      subject: username,
      details: { treasury: office.code },
    });
  });
  return { username, password, expiresAt };
}
