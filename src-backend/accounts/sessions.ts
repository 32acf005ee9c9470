import { normaliseUsername } from '#shared/domain/people/username.ts';
import { createHash, randomBytes } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';
import { refuseRevoked, wipeMarkOf, wipeSecret } from './revocation.ts';
import { findPerson, type Person } from './person.ts';
import { checkPassword } from './password.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

/** A session ends this long after its last use (ms). */
const lifetime = 12 * 3_600_000;
/** An expired session is remembered this long, to tell its machine if access is revoked (ms). */
const rememberedFor = 90 * 86_400_000;
/** The end is moved at most this often, so that reading does not write. */
const slideEvery = 60_000;

export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: string;
  readonly person: Person;
  /** SHA-256 (lower-case hex) of the secret that is shown when access is revoked. */
  readonly wipeMark: string;
}

/** Sign-in with user name and password; the bearer token is kept only as its SHA-256. */
export class Sessions {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #attempts: SignInAttempts;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
    this.#attempts = new SignInAttempts(store, now);
  }

  /**
   * @throws DvcttError SIGN_IN_REFUSED (the same for a wrong name and a wrong password), TOO_MANY_ATTEMPTS;
   *   ACCESS_REVOKED and PASSWORD_EXPIRED (of a one-time password) with the right password alone
   */
  async signIn(typedUsername: string, password: string, address: string): Promise<OpenedSession> {
    const username = normaliseUsername(typedUsername);
    const { known } = await this.#attempts.begin(username, address);
    const found = await findPerson(this.#store, username);
    const right = await checkPassword(password, found?.passwordHash, { first: known });
    if (found === undefined || !right) throw new DvcttError('SIGN_IN_REFUSED');
    await this.#attempts.succeeded(username, address);
    await refuseRevoked(this.#store, found.person);
    refuseExpiredPassword(found.person, this.#now());
    const token = randomBytes(32).toString('base64url');
    const at = this.#now();
    const expiresAt = new Date(at.getTime() + lifetime).toISOString();
    const oldest = new Date(at.getTime() - rememberedFor).toISOString();
    const wipeMark = await this.#store.transaction().execute(async (change) => {
      await change.deleteFrom('sessions').where('expires_at', '<=', oldest).execute();
      await change
        .insertInto('sessions')
        .values({
          token_hash: sessionKey(token),
          username,
          created_at: at.toISOString(),
          expires_at: expiresAt,
        })
        .execute();
      return wipeMarkOf(await wipeSecret(change, username));
    });
    return { token, expiresAt, person: found.person, wipeMark };
  }

  /**
   * The person behind a bearer token.
   * @throws DvcttError SESSION_REQUIRED when unknown, signed out or expired; ACCESS_REVOKED, with the proof that makes
   *   the machine erase its store, even on an expired session: the machine may have been off for long
   */
  async personOf(token: string): Promise<Person> {
    const at = this.#now();
    const session = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('token_hash', '=', sessionKey(token))
      .executeTakeFirst();
    const found = session === undefined ? undefined : await findPerson(this.#store, session.username);
    if (session === undefined || found === undefined) throw new DvcttError('SESSION_REQUIRED');
    await refuseRevoked(this.#store, found.person);
    if (session.expires_at <= at.toISOString()) throw new DvcttError('SESSION_REQUIRED');
    const slid = at.getTime() + lifetime;
    if (slid - Date.parse(session.expires_at) > slideEvery) {
      await this.#store
        .updateTable('sessions')
        .set({ expires_at: new Date(slid).toISOString() })
        .where('token_hash', '=', session.token_hash)
        .execute();
    }
    return found.person;
  }

  /** Whether a session, by `sessionKey`, has not ended, nor its person’s access; asking does not prolong it. */
  async isOpen(key: string): Promise<boolean> {
    const session = await this.#store
      .selectFrom('sessions')
      .innerJoin('people', 'people.username', 'sessions.username')
      .select('sessions.username')
      .where('token_hash', '=', key)
      .where('expires_at', '>', this.#now().toISOString())
      .where('people.revoked_at', 'is', null)
      .executeTakeFirst();
    return session !== undefined;
  }

  /**
   * Whether a password is the present one of a person who is signed in; a wrong one counts as a wrong sign-in.
   * @throws DvcttError TOO_MANY_ATTEMPTS
   */
  async holdsPassword(person: Person, password: string, address: string): Promise<boolean> {
    const { known } = await this.#attempts.begin(person.username, address);
    const found = await findPerson(this.#store, person.username);
    if (!(await checkPassword(password, found?.passwordHash, { first: known }))) return false;
    await this.#attempts.succeeded(person.username, address);
    return true;
  }

  async signOut(token: string): Promise<void> {
    await this.#store.deleteFrom('sessions').where('token_hash', '=', sessionKey(token)).execute();
  }
}

/** A letter that lies about for weeks must not open an account. @throws DvcttError PASSWORD_EXPIRED */
function refuseExpiredPassword(person: Person, now: Date): void {
  const { must_change_password: oneTime, password_expires_at: until } = person;
  if (oneTime === 1 && until !== null && until <= now.toISOString()) throw new DvcttError('PASSWORD_EXPIRED');
}

/** What a session is kept under: the SHA-256 of its token, lower-case hex. */
export function sessionKey(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
