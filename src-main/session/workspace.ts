import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier, Unit } from '#shared/contract/http.ts';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { AccountStore } from '../account-store/account-store.ts';
import type { SyncLine } from './sync-line.ts';

/** One person's open store with the line that keeps it equal to the server's. */
export class Workspace {
  readonly store: AccountStore;
  readonly sync: SyncLine;
  readonly #emit: (event: CoreEvent) => void;
  #user: User;
  #unit: Unit;
  /** Nobody but this machine has said yet that this person may work. */
  #unproved: boolean;
  #closed = false;
  #noticed: number;

  constructor(options: {
    readonly user: User;
    readonly unit: Unit;
    readonly store: AccountStore;
    /** Signed in with what this machine knows. */
    readonly offline: boolean;
    readonly makeSync: (workspace: Workspace) => SyncLine;
    readonly emit: (event: CoreEvent) => void;
  }) {
    this.#user = options.user;
    this.#unit = options.unit;
    this.store = options.store;
    this.#unproved = options.offline;
    this.#emit = options.emit;
    this.#noticed = newestNotice(options.store);
    this.sync = options.makeSync(this);
  }

  get user(): User {
    return this.#user;
  }

  /** As the server described it last. */
  get unit(): Unit {
    return this.#unit;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Signed in with what this machine knows, or the server's session has ended. */
  get offline(): boolean {
    const { line } = this.sync.state();
    // The server has taken the session of an earlier run.
    if (line === 'live') this.#unproved = false;
    return this.#unproved || line === 'sign-in';
  }

  /** The server has let the same person in again. */
  renewed(user: User, unit: Unit): void {
    this.#user = user;
    this.#unit = unit;
    this.#unproved = false;
    this.sync.sessionRenewed();
  }

  /** A draft was changed here: the window hears of it and it is sent soon. */
  changed(code: DossierCode): void {
    if (this.#closed) return;
    this.#emit({ name: 'dossiers.changed', payload: { code } });
    const newest = newestNotice(this.store);
    if (newest > this.#noticed) this.#emit({ name: 'store.noticed', payload: {} });
    this.#noticed = newest;
    this.sync.kick();
  }

  /**
   * Keeps what a call to the server answered. An answer that comes after the person has left is dropped, and one that
   * was overtaken by a newer answer too: the line would not bring the newer state a second time. Of another unit, nothing.
   */
  took(dossier: ServerDossier): void {
    if (this.#closed || dossier.unitCode !== this.#user.unitCode) return;
    const kept = this.store.dossiers.get(dossier.code)?.dossier;
    if (kept === undefined || kept.updatedAt <= dossier.updatedAt) this.store.dossiers.put(dossier);
  }

  /** What the line tells the window; nothing more once the person has left. */
  tell(event: CoreEvent): void {
    if (this.#closed) return;
    this.#emit(event);
  }

  /** @throws SESSION_REQUIRED when the person has left while something was waited for. */
  requireOpen(): void {
    if (this.#closed) throw new DvcttError('SESSION_REQUIRED');
  }

  /** Sends what waits for so long at most (ms), stops the line and locks the store. Answers what stays unsent. */
  async close(drainFor: number, { forgetSession = false } = {}): Promise<number> {
    if (this.#closed) return 0;
    if (drainFor > 0) await this.sync.drain(drainFor);
    this.#closed = true;
    await this.sync.stop();
    try {
      if (forgetSession) this.store.profile.forgetSession();
      return this.store.outbox.counts().waiting + this.store.registrations.waiting().length;
    } finally {
      this.store.close();
    }
  }
}

function newestNotice({ notices }: AccountStore): number {
  return notices.list().reduce((newest, { id }) => Math.max(newest, id), 0);
}
