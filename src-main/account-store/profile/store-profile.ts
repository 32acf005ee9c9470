import { randomBytes, randomUUID, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { Profile, SignedIn } from '../account-store.ts';
import type { Facts } from '../facts.ts';
import type { StoreDatabase } from '../store-database.ts';

/** Cost of one guess of a password, RFC 7914: 32 MiB and about 80 ms. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const verifierLength = 32;

/** Who the store belongs to; kept inside the encrypted store, the password only as a salted scrypt verifier. */
export class StoreProfile implements Profile {
  readonly device: string;
  readonly #database: StoreDatabase;
  readonly #facts: Facts;
  #keepsDrafts: boolean | undefined;

  constructor(database: StoreDatabase, facts: Facts) {
    this.#database = database;
    this.#facts = facts;
    const known = facts.get('device');
    this.device = known ?? randomUUID();
    if (known === undefined) facts.set('device', this.device);
  }

  read(): ReturnType<Profile['read']> {
    const user = this.#facts.get('user');
    if (user === undefined) return undefined;
    const unit = this.#facts.get('unit');
    return {
      // Both were written by `signedIn` from parsed answers.
      user: JSON.parse(user) as User,
      unit: unit === undefined ? undefined : (JSON.parse(unit) as Unit),
      syncedAt: this.#facts.get('syncedAt'),
    };
  }

  /** @throws SESSION_REQUIRED before anybody has signed in. */
  require(): User {
    const user = this.read()?.user;
    if (user === undefined) throw new DvcttError('SESSION_REQUIRED');
    return user;
  }

  /** Whether this person's drafts are shown and sent: they are an accountant's, or nobody has signed in yet. */
  keepsDrafts(): boolean {
    const role = this.#keepsDrafts === undefined ? this.read()?.user.role : undefined;
    this.#keepsDrafts ??= role === undefined || role === 'KTV';
    return this.#keepsDrafts;
  }

  signedIn(given: SignedIn): void {
    this.#keepsDrafts = undefined;
    const salt = randomBytes(16);
    const verifier = scryptSync(given.password, salt, verifierLength, cost);
    this.#database.write(() => {
      this.#facts.set('user', JSON.stringify(given.user));
      // Left out when it could not be fetched: the one that is known stays.
      if (given.unit !== undefined) this.#facts.set('unit', JSON.stringify(given.unit));
      this.#facts.set('token', given.token);
      // The first one is kept for good: a later server that is another must not become the one that may wipe.
      if (this.wipeMark() === undefined) this.#facts.set('wipeMark', given.wipeMark);
      this.#facts.set('verifier', `${salt.toString('hex')}:${verifier.toString('hex')}`);
    });
  }

  async verify(password: string): Promise<boolean> {
    const [salt, expected] = (this.#facts.get('verifier') ?? '').split(':');
    if (salt === undefined || expected === undefined) return false;
    const found = await new Promise<Buffer>((resolve, reject) => {
      scrypt(password, Buffer.from(salt, 'hex'), verifierLength, cost, (failure, key) => {
        if (failure === null) resolve(key);
        else reject(failure);
      });
    });
    const kept = Buffer.from(expected, 'hex');
    return kept.length === found.length && timingSafeEqual(kept, found);
  }

  token(): string | undefined {
    return this.#facts.get('token');
  }

  wipeMark(): string | undefined {
    return this.#facts.get('wipeMark');
  }

  attempts(): string | undefined {
    return this.#facts.get('attempts');
  }

  keepAttempts(record: string | undefined): void {
    this.#facts.set('attempts', record);
  }

  forgetSession(): void {
    this.#facts.set('token', undefined);
  }
}
