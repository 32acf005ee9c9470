import { createHash, randomBytes } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';
import { findPerson, normaliseUsername, type Person } from './person.ts';
import { checkPassword } from './password.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

/** A session ends this long after its last use (ms). */
const lifetime = 12 * 3_600_000;
/** The end is moved at most this often, so that reading does not write. */
const slideEvery = 60_000;

export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: string;
  readonly person: Person;
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

  /** @throws DvcttError SIGN_IN_REFUSED (the same for a wrong name and a wrong password), TOO_MANY_ATTEMPTS. */
  async signIn(typedUsername: string, password: string, address: string): Promise<OpenedSession> {
    const username = normaliseUsername(typedUsername);
    const { known } = await this.#attempts.begin(username, address);
    const found = await findPerson(this.#store, username);
    const right = await checkPassword(password, found?.passwordHash, { first: known });
    if (found === undefined || !right) throw new DvcttError('SIGN_IN_REFUSED');
    await this.#attempts.succeeded(username, address);
    const token = randomBytes(32).toString('base64url');
    const at = this.#now();
    const expiresAt = new Date(at.getTime() + lifetime).toISOString();
    await this.#store.transaction().execute(async (change) => {
      await change.deleteFrom('sessions').where('expires_at', '<=', at.toISOString()).execute();
      await change
        .insertInto('sessions')
        .values({
          token_hash: sessionKey(token),
          username,
          created_at: at.toISOString(),
          expires_at: expiresAt,
        })
        .execute();
    });
    return { token, expiresAt, person: found.person };
  }

  /** The person behind a bearer token. @throws DvcttError SESSION_REQUIRED when unknown or expired. */
  async personOf(token: string): Promise<Person> {
    const at = this.#now();
    const session = await this.#store
      .selectFrom('sessions')
      .selectAll()
      .where('token_hash', '=', sessionKey(token))
      .where('expires_at', '>', at.toISOString())
      .executeTakeFirst();
    if (session === undefined) throw new DvcttError('SESSION_REQUIRED');
    const found = await findPerson(this.#store, session.username);
    if (found === undefined) throw new DvcttError('SESSION_REQUIRED');
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

  /** Whether a session, by `sessionKey`, has not ended; asking does not prolong it. */
  async isOpen(key: string): Promise<boolean> {
    const session = await this.#store
      .selectFrom('sessions')
      .select('username')
      .where('token_hash', '=', key)
      .where('expires_at', '>', this.#now().toISOString())
      .executeTakeFirst();
    return session !== undefined;
  }

  async signOut(token: string): Promise<void> {
    await this.#store.deleteFrom('sessions').where('token_hash', '=', sessionKey(token)).execute();
  }
}

/** What a session is kept under: the SHA-256 of its token, lower-case hex. */
export function sessionKey(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
