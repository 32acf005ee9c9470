import { DvcttError } from '#shared/contract/errors.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { DraftOwner } from '../drafts/draft-store.ts';

/** Who is at the desk. The bearer token stays inside the backend client, in memory only. */
export class Session {
  readonly #backend: BackendClient;
  #user: User | undefined;
  #unit: Unit | undefined;

  constructor(backend: BackendClient) {
    this.#backend = backend;
  }

  get user(): User | undefined {
    return this.#user;
  }

  /** SESSION_REQUIRED when nobody is signed in. */
  require(): User {
    if (this.#user === undefined) throw new DvcttError('SESSION_REQUIRED');
    return this.#user;
  }

  /** The unit as the server described it at sign-in: kept, so that drafting goes on when the line drops. */
  requireUnit(): Unit {
    this.require();
    if (this.#unit === undefined) throw new DvcttError('SESSION_REQUIRED');
    return this.#unit;
  }

  owner(): DraftOwner {
    const user = this.require();
    return { unitCode: user.unitCode, username: user.username, name: user.name };
  }

  async signIn(username: string, password: string): Promise<User> {
    this.forget();
    const { user } = await this.#backend.signIn(username, password);
    if (user.role !== 'KBNN') this.#unit = await this.#backend.unit();
    this.#user = user;
    return user;
  }

  async signOut(): Promise<void> {
    this.forget();
    await this.#backend.signOut();
  }

  /** Forgets a session that the server no longer knows. */
  forget(): void {
    this.#user = undefined;
    this.#unit = undefined;
  }
}
