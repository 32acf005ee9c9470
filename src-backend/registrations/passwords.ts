import { DvcttError } from '#shared/contract/errors.ts';
import { normaliseUsername } from '#shared/domain/people/username.ts';
import { oneTimePasswordDays, randomPassword } from '../accounts/one-time-password.ts';
import { isWeakPassword } from '../accounts/password-rules.ts';
import { hashPassword } from '../accounts/password.ts';
import { findPerson, type Person } from '../accounts/person.ts';
import { sessionKey, type Sessions } from '../accounts/sessions.ts';
import { appendAudit } from '../audit/audit.ts';
import { letterText } from './letter-text.ts';
import type { Officer } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';

/**
 * A person's own choice of a password; every other session of theirs ends.
 * @throws DvcttError PASSWORD_WRONG (which counts as a wrong sign-in), PASSWORD_SAME, PASSWORD_WEAK, TOO_MANY_ATTEMPTS
 */
export async function changePassword(
  room: RegistrationRoom,
  sessions: Sessions,
  person: Person,
  given: {
    readonly session: string;
    readonly current: string;
    readonly next: string;
    readonly origin: string;
  },
): Promise<void> {
  const { session, current, next, origin } = given;
  if (!(await sessions.holdsPassword(person, current, origin))) throw new DvcttError('PASSWORD_WRONG');
  if (current.normalize('NFC') === next.normalize('NFC')) throw new DvcttError('PASSWORD_SAME');
  if (isWeakPassword(next, person.username)) throw new DvcttError('PASSWORD_WEAK');
  const passwordHash = await hashPassword(next);
  const ended = await room.store.transaction().execute(async (change) => {
    await change
      .updateTable('people')
      .set({ password_hash: passwordHash, must_change_password: 0, password_expires_at: null })
      .where('username', '=', person.username)
      .execute();
    const others = await change
      .deleteFrom('sessions')
      .where('username', '=', person.username)
      .where('token_hash', '<>', sessionKey(session))
      .returning('token_hash')
      .execute();
    await appendAudit(change, {
      at: room.now(),
      actor: person.username,
      action: 'password.change',
      subject: person.username,
      details: {},
      origin,
    });
    return others;
  });
  for (const { token_hash: key } of ended) room.live.endSession(key);
}

/**
 * A new one-time password by letter, for a member of a unit of the officer's treasury.
 * @throws DvcttError ROLE_FORBIDDEN, the same for a name that nobody has, another treasury's, an officer's and one
 *   whose access is revoked; REQUEST_INVALID when the member has no address
 */
export async function reissuePassword(
  room: RegistrationRoom,
  officer: Officer,
  typedUsername: string,
): Promise<void> {
  const username = normaliseUsername(typedUsername);
  const found = (await findPerson(room.store, username))?.person;
  if (
    found?.treasury_code !== officer.person.treasury_code ||
    found.unit_code === null ||
    found.revoked_at !== null
  ) {
    throw new DvcttError('ROLE_FORBIDDEN', { username });
  }
  const { email, unit_code: unitCode } = found;
  if (email === null) throw new DvcttError('REQUEST_INVALID', { what: 'email', username });
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const at = room.now();
  const expiresAt = new Date(at.getTime() + oneTimePasswordDays * 86_400_000).toISOString();
  await room.store.transaction().execute(async (change) => {
    await change
      .updateTable('people')
      .set({ password_hash: passwordHash, must_change_password: 1, password_expires_at: expiresAt })
      .where('username', '=', username)
      .execute();
    await change.deleteFrom('sessions').where('username', '=', username).execute();
    await room.queueLetters(
      change,
      [
        {
          letter: 'member.password',
          to: email,
          name: letterText(found.name, 80),
          username,
          password,
          expiresAt,
        },
      ],
      at,
    );
    await appendAudit(change, {
      at,
      actor: officer.person.username,
      action: 'password.reissue',
      subject: username,
      details: { unit: unitCode },
      origin: officer.origin,
    });
  });
  room.live.endPerson(username, unitCode);
}
