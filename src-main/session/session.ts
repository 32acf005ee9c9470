import { normaliseUsername } from '#shared/domain/people/username.ts';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { isUnreached } from '#shared/contract/unreached.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { AccountStore, AccountStores } from '../account-store/account-store.ts';
import { BackendClient } from '../backend-client/backend-client.ts';
import { troubleOf } from '../sync/trouble.ts';
import { OfflineAttempts } from './offline-attempts.ts';
import { PasswordChange, type Passwords } from './password-change.ts';
import { requireServerProof } from './server-proof.ts';
import type { SyncLine } from './sync-line.ts';
import { Workspace } from './workspace.ts';

/** How long a sign-in waits for the server before it goes on with what this machine knows (ms). */
const signInPatience = 10_000;
/** How long the first sign-in on a machine waits for the dossiers, so that the list is not empty (ms). */
const firstPullPatience = 5_000;
/** How long a sign-out sends on, and then how long it waits for the server to hear of it (ms). */
const signOutDrain = 3_000;
const goodbyePatience = 3_000;

export interface SessionServices {
  /** The line of whoever is signed in. */
  readonly backend: BackendClient;
  /** @throws STORE_LOCKED, STORE_KEY_LOST … while the key of the stores is not here. */
  readonly stores: () => AccountStores;
  readonly makeSync: (options: {
    readonly store: AccountStore;
    readonly emit: (event: CoreEvent) => void;
    /** The server took the access away and has proved that it was the server. */
    readonly onRevoked: () => void;
  }) => SyncLine;
  /** Before a person's work is closed: what is under way for them must end. */
  readonly onLeave: () => Promise<void>;
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

export interface SignedInAs {
  readonly user: User;
  readonly offline?: boolean;
}

/** What a server says of who it lets in. */
interface Answer {
  readonly user: User;
  readonly unit: Unit | undefined;
  readonly token: string;
  readonly wipeMark: string | undefined;
}

interface Newcomer extends Omit<Answer, 'unit'> {
  /** Its session may do nothing but change the password. */
  readonly line: BackendClient;
}

/** Who is at the desk, and their work that is open. */
export class Session {
  readonly #services: SessionServices;
  #workspace: Workspace | undefined;
  /** A person without a store: the Treasury's officer. */
  #guest: User | undefined;
  /** Let in with a one-time password: known to the server, and nothing is opened or kept for them yet. */
  #newcomer: Newcomer | undefined;
  #passwordChange = new PasswordChange();
  /** Signing in and out change the same things, one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(services: SessionServices) {
    this.#services = services;
  }

  get user(): User | undefined {
    return this.workspace?.user ?? this.#guest;
  }

  /** The open work of the person at the desk; none any more once they are leaving. */
  get workspace(): Workspace | undefined {
    return this.#workspace?.closed === true ? undefined : this.#workspace;
  }

  /** Who is signed in, as the window is told. */
  current(): { user: User | null; offline?: boolean; device?: string } {
    const { workspace } = this;
    return {
      user: this.user ?? this.#newcomer?.user ?? null,
      ...(workspace === undefined ? {} : { device: workspace.store.profile.device }),
      ...(workspace?.offline === true ? { offline: true } : {}),
    };
  }

  /** SESSION_REQUIRED when nobody is signed in, PASSWORD_CHANGE_REQUIRED for who came with a one-time password. */
  require(): User {
    const user = this.user;
    if (user !== undefined) return user;
    throw new DvcttError(this.#newcomer === undefined ? 'SESSION_REQUIRED' : 'PASSWORD_CHANGE_REQUIRED');
  }

  /** The unit as the server described it at sign-in: kept, so that drafting goes on when the line drops. */
  requireUnit(): Unit {
    return this.requireWorkspace().unit;
  }

  /** SESSION_REQUIRED when nobody is signed in, ROLE_FORBIDDEN for a person who has no drafts or dossiers here. */
  requireWorkspace(): Workspace {
    const user = this.require();
    const { workspace } = this;
    if (workspace === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: user.role });
    return workspace;
  }

  /**
   * Signs in at the server; when that cannot be reached, with what this machine knows of the person. The person who is
   * at the desk already only renews the session: nothing of theirs is closed.
   * @throws SIGN_IN_REFUSED, TOO_MANY_ATTEMPTS, OFFLINE_UNKNOWN_PERSON, ACCESS_REVOKED, SERVER_UNPROVED, BACKEND_ERROR
   * when the server lets in somebody else, and what opening a store throws.
   */
  signIn(username: string, password: string): Promise<SignedInAs> {
    // One spelling, as the server takes it: Unikey may type “ậ” in two ways.
    return this.#inTurn(() => this.#signIn(normaliseUsername(username), password.normalize('NFC')));
  }

  /**
   * Changes the password of whoever is signed in. Who came with a one-time password is then signed in as anybody else;
   * what this machine knows for a sign-in without a line follows the change.
   * @throws SESSION_REQUIRED, PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME, TOO_MANY_ATTEMPTS, BACKEND_*, and what
   * opening a store throws
   */
  changePassword({ current, next }: Passwords): Promise<{ user: User }> {
    const passwords = { current: current.normalize('NFC'), next: next.normalize('NFC') };
    return this.#inTurn(() =>
      this.#newcomer === undefined
        ? this.#changeOwnPassword(passwords)
        : this.#changeFirstPassword(this.#newcomer, passwords),
    );
  }

  /** Sends what waits, tells the server, locks the store. Answers how many changes stay on this machine. */
  signOut(): Promise<{ unsent?: number }> {
    return this.#inTurn(async () => {
      const guest = this.#guest !== undefined;
      const unsent = await this.#leave({ drainFor: signOutDrain, endSession: true });
      return guest ? {} : { unsent };
    });
  }

  /** The program ends: what waits is sent for so long at most (ms). The server's session is left to expire. */
  close(drainFor: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#leave({ drainFor, endSession: false });
    });
  }

  /**
   * Looks at the failure of a call, for it may say that the session has ended, or the access, or that the store is
   * damaged. Answers what may be shown of it: never the secret by which the server proves itself.
   */
  noticeFailure(thrown: DvcttError): DvcttError {
    const { workspace } = this;
    if (thrown.code === 'SESSION_REQUIRED') {
      // The line asks the server itself and then waits for the password; the person's work stays open.
      if (workspace !== undefined) workspace.sync.kick();
      else this.#forgetStoreless();
    }
    if (thrown.code === 'STORE_DAMAGED' && workspace !== undefined) this.#mend(workspace);
    if (thrown.code !== 'ACCESS_REVOKED') return thrown;
    const { kind, failure } = troubleOf(thrown, workspace?.store.profile.wipeMark());
    if (workspace === undefined) this.#forgetStoreless();
    else if (kind === 'revoked') this.#revoke(workspace);
    return new DvcttError(failure.code, failure.details);
  }

  async #signIn(username: string, password: string): Promise<SignedInAs> {
    // First, so that nobody is signed in at the server and then stands before a locked store.
    const stores = this.#services.stores();
    const line = new BackendClient(this.#services.backend.url, signInPatience);
    let answer: Answer;
    try {
      const { user, token, wipeMark } = await line.signIn(username, password);
      if (user.mustChangePassword === true) {
        requireSamePerson(user, username);
        return await this.#arriveAsNewcomer({ user, token, wipeMark, line });
      }
      answer = { user, token, wipeMark, unit: await unitOf(user, line) };
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
      if (isUnreached(cause.code)) return this.#signInOffline(stores, username, password, cause);
      if (cause.code === 'ACCESS_REVOKED') await this.#wipeIfProved(stores, username, cause);
      throw cause;
    }
    requireSamePerson(answer.user, username);
    return this.#admit(stores, answer, password);
  }

  async #admit(stores: AccountStores, answer: Answer, password: string): Promise<SignedInAs> {
    const { user, unit, token } = answer;
    if (unit === undefined) return this.#arriveAsGuest(user, token);
    if (unit.code !== user.unitCode) throw new DvcttError('BACKEND_ERROR', { what: 'another unit' });
    return this.#arrive(stores, { ...answer, unit, password });
  }

  async #arriveAsNewcomer(newcomer: Newcomer): Promise<SignedInAs> {
    await this.#leave({ drainFor: 0, endSession: true });
    this.#newcomer = newcomer;
    return { user: newcomer.user };
  }

  async #changeFirstPassword(newcomer: Newcomer, passwords: Passwords): Promise<{ user: User }> {
    const { line, user, token, wipeMark } = newcomer;
    const stores = this.#services.stores();
    const change = this.#passwordChange;
    if ((await change.ask(line, passwords)) === 'perhaps') return this.#proveChanged(user, passwords);
    try {
      const now = await line.me();
      requireSamePerson(now, normaliseUsername(user.username));
      const answer = { user: now, token, wipeMark, unit: await unitOf(now, line) };
      // The session goes on, so it must not be ended by leaving.
      this.#newcomer = undefined;
      const { user: admitted } = await this.#admit(stores, answer, passwords.next);
      return { user: admitted };
    } catch (cause) {
      if (cause instanceof DvcttError && isUnreached(cause.code)) change.leftOpen();
      throw cause;
    }
  }

  async #changeOwnPassword(passwords: Passwords): Promise<{ user: User }> {
    const user = this.require();
    const { workspace } = this;
    if ((await this.#passwordChange.ask(this.#services.backend, passwords)) === 'perhaps')
      return this.#proveChanged(user, passwords);
    this.#passwordChange = new PasswordChange();
    if (workspace !== undefined && !workspace.closed) {
      const { unit, store } = workspace;
      const token = this.#services.backend.token ?? store.profile.token();
      if (token === undefined) throw new DvcttError('SESSION_REQUIRED');
      store.profile.signedIn({ user, unit, token, wipeMark: undefined, password: passwords.next });
      this.#attempts(store).forget();
    }
    return { user };
  }

  /** An earlier try has perhaps changed the password: then the new one lets this person in. */
  async #proveChanged(user: User, { next }: Passwords): Promise<{ user: User }> {
    try {
      const { user: signedIn } = await this.#signIn(normaliseUsername(user.username), next);
      return { user: signedIn };
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'SIGN_IN_REFUSED')
        throw new DvcttError('PASSWORD_WRONG', undefined, { cause });
      throw cause;
    }
  }

  async #arriveAsGuest(user: User, token: string): Promise<SignedInAs> {
    await this.#leave({ drainFor: 0, endSession: true });
    this.#services.backend.useToken(token);
    this.#guest = user;
    return { user };
  }

  async #arrive(
    stores: AccountStores,
    given: Answer & { readonly unit: Unit; readonly password: string },
  ): Promise<SignedInAs> {
    const { user, unit, token } = given;
    const username = normaliseUsername(user.username);
    const open = this.#openFor(username);
    const known = open?.store ?? stores.openLast(username);
    let store = known;
    try {
      // The first mark is kept for good, also when the person goes on in a new unit's store.
      const wipeMark = known === undefined ? given.wipeMark : await this.#markProved(known, given);
      if (open?.user.role === user.role && open.user.unitCode === user.unitCode) {
        open.store.profile.signedIn(given);
        this.#attempts(open.store).forget();
        this.#services.backend.useToken(token);
        open.renewed(user, unit);
        return { user };
      }
      if (open !== undefined) {
        store = undefined;
        await this.#leave({ drainFor: 0, endSession: true });
      } else if (known !== undefined && known.profile.read()?.user.unitCode !== user.unitCode) {
        known.close();
        store = undefined;
      }
      store ??= stores.open(username, user.unitCode);
      if (store !== known) await this.#markProved(store, given);
      store.signedIn({ ...given, wipeMark });
      stores.use(store, username);
      this.#attempts(store).forget();
      await this.#leave({ drainFor: 0, endSession: true });
    } catch (cause) {
      if (store !== undefined && store !== this.#workspace?.store) store.close();
      throw cause;
    }
    this.#services.backend.useToken(token);
    const workspace = this.#open(store, user, unit, false);
    if (store.incoming.cursor() === undefined) await atMost(workspace.sync.syncNow(), firstPullPatience);
    return { user };
  }

  /** The mark that a store keeps or is to keep. @throws what `requireServerProof` throws. */
  async #markProved(
    store: AccountStore,
    given: { readonly wipeMark: string | undefined; readonly password: string },
  ): Promise<string | undefined> {
    await requireServerProof(store, this.#attempts(store), given);
    return store.profile.wipeMark() ?? given.wipeMark;
  }

  async #signInOffline(
    stores: AccountStores,
    username: string,
    password: string,
    cause: DvcttError,
  ): Promise<SignedInAs> {
    const same = this.#openFor(username);
    const store = same?.store ?? stores.openLast(username);
    if (store === undefined)
      throw new DvcttError('OFFLINE_UNKNOWN_PERSON', { reason: cause.code }, { cause });
    try {
      const known = store.profile.read();
      if (known?.unit === undefined)
        throw new DvcttError('OFFLINE_UNKNOWN_PERSON', { reason: cause.code }, { cause });
      await this.#attempts(store).try(() => store.profile.verify(password));
      if (same !== undefined) return { user: same.user, offline: true };
      await this.#leave({ drainFor: 0, endSession: true });
      // The last session may still hold; the line tries it as soon as it is there.
      this.#services.backend.useToken(store.profile.token());
      this.#open(store, known.user, known.unit, true);
      return { user: known.user, offline: true };
    } catch (thrown) {
      if (same === undefined && this.#workspace?.store !== store) store.close();
      throw thrown;
    }
  }

  #openFor(username: string): Workspace | undefined {
    const workspace = this.#workspace;
    return workspace !== undefined && normaliseUsername(workspace.user.username) === username
      ? workspace
      : undefined;
  }

  #open(store: AccountStore, user: User, unit: Unit, offline: boolean): Workspace {
    const workspace = new Workspace({
      user,
      unit,
      store,
      offline,
      emit: this.#services.emit,
      makeSync: (made) =>
        this.#services.makeSync({
          store,
          emit: (event) => {
            made.tell(event);
            const met = event.name === 'sync.changed' ? event.payload.failure?.code : undefined;
            if (met === 'STORE_DAMAGED') this.#mend(made);
          },
          onRevoked: () => this.#revoke(made),
        }),
    });
    this.#workspace = workspace;
    workspace.sync.start();
    return workspace;
  }

  /** Closes the work of whoever is at the desk; answers how many changes stay unsent. */
  async #leave({ drainFor, endSession }: { drainFor: number; endSession: boolean }): Promise<number> {
    const workspace = this.#workspace;
    const newcomer = this.#newcomer;
    this.#passwordChange = new PasswordChange();
    if (workspace === undefined && this.#guest === undefined && newcomer === undefined) return 0;
    await this.#services.onLeave();
    let unsent = 0;
    try {
      if (workspace !== undefined) {
        const token = workspace.store.profile.token();
        unsent = await workspace.close(drainFor, { forgetSession: endSession });
        if (endSession) await this.#sayGoodbye(token);
      } else if (endSession)
        await atMost((newcomer?.line ?? this.#services.backend).signOut(), goodbyePatience);
    } finally {
      this.#workspace = undefined;
      this.#guest = undefined;
      this.#newcomer = undefined;
      this.#services.backend.useToken(undefined);
      this.#services.emit({ name: 'sync.changed', payload: noLine });
    }
    return unsent;
  }

  /** A line that is down must not hold up whoever leaves: the session then expires by itself. */
  async #sayGoodbye(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    const line = new BackendClient(this.#services.backend.url, goodbyePatience);
    line.useToken(token);
    await line.signOut();
  }

  /**
   * A page of the open store could not be read: opens it again, which sets the damaged file aside and carries over what
   * can be read. The person stays at the desk; only when not even who they are can be read must they sign in again.
   */
  #mend(workspace: Workspace): void {
    void this.#inTurn(async () => {
      if (this.#workspace !== workspace) return;
      const { user, unit, offline } = workspace;
      await this.#services.onLeave();
      this.#workspace = undefined;
      // Counting what is unsent may meet the damage again; the file is closed all the same.
      await workspace.close(0).catch(() => undefined);
      const store = this.#services.stores().open(normaliseUsername(user.username), user.unitCode);
      if (store.profile.read() === undefined) {
        store.close();
        throw new DvcttError('STORE_DAMAGED', { folder: store.folder });
      }
      this.#open(store, user, unit, offline);
      this.#services.emit({ name: 'store.noticed', payload: {} });
      this.#services.emit({ name: 'dossiers.changed', payload: {} });
    }).catch((cause: unknown) => {
      this.#services.backend.useToken(undefined);
      this.#services.emit({ name: 'session.ended', payload: { failure: toFailure(cause) } });
    });
  }

  #revoke(workspace: Workspace): void {
    void this.#inTurn(async () => {
      if (this.#workspace !== workspace) return;
      const { username } = workspace.user;
      const mark = workspace.store.profile.wipeMark();
      await this.#services.onLeave();
      this.#workspace = undefined;
      this.#services.backend.useToken(undefined);
      await workspace.close(0);
      this.#wipe(this.#services.stores(), normaliseUsername(username), mark);
      this.#services.emit({ name: 'sync.changed', payload: noLine });
    }).catch((cause: unknown) => {
      this.#services.emit({ name: 'session.ended', payload: { failure: toFailure(cause) } });
    });
  }

  /** A sign-in that the server answers with the proof of revocation erases the stores of that person, open or not. */
  async #wipeIfProved(stores: AccountStores, username: string, revoked: DvcttError): Promise<void> {
    const open = this.#openFor(username);
    const store = open?.store ?? stores.openLast(username);
    if (store === undefined) return;
    const mark = store.profile.wipeMark();
    const proved = troubleOf(revoked, mark).kind === 'revoked';
    if (open === undefined) store.close();
    else if (proved) {
      await this.#services.onLeave();
      this.#workspace = undefined;
      this.#services.backend.useToken(undefined);
      await open.close(0);
    }
    if (proved) this.#wipe(stores, username, mark);
  }

  /** Of whatever unit: they all belong to the server whose proof it was. */
  #wipe(stores: AccountStores, username: string, mark: string | undefined): void {
    const unsent = stores.wipe(username, mark);
    this.#services.emit({
      name: 'session.ended',
      payload: { failure: { code: 'ACCESS_REVOKED', details: { unsent } } },
    });
  }

  #forgetStoreless(): void {
    if (this.#guest === undefined && this.#newcomer === undefined) return;
    this.#guest = undefined;
    this.#newcomer = undefined;
    this.#services.backend.useToken(undefined);
  }

  #attempts(store: AccountStore): OfflineAttempts {
    return new OfflineAttempts(store, this.#services.now);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Whose work is opened is decided by who typed their name, not by whoever answers. */
function requireSamePerson(user: User, username: string): void {
  if (normaliseUsername(user.username) !== username)
    throw new DvcttError('BACKEND_ERROR', { what: 'another person' });
}

/** An officer of the Treasury has none. */
function unitOf(user: User, line: BackendClient): Promise<Unit | undefined> {
  return user.role === 'KBNN' ? Promise.resolve(undefined) : line.unit();
}

/** The line when nobody is signed in. */
export const noLine: SyncState = { line: 'off', waiting: 0, setAside: 0, conflicts: 0 };

/** Waits for work that goes on by itself, but no longer than so many milliseconds; its failure is told elsewhere. */
async function atMost(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.then(() => undefined).catch(() => undefined), patience]);
  clearTimeout(timer);
}
