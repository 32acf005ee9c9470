import { DvcttError } from '#shared/contract/errors.ts';
import type {
  AccountStore,
  AccountStores,
  KeptRegistration,
  RegistrationShelf,
} from '../account-store/account-store.ts';
import type { Session } from '../session/session.ts';
import { isLinksOwn, isOfLink } from './person-in-front.ts';

/** A dossier and the store it lies in. */
export interface Found {
  readonly store: AccountStore;
  readonly shelf: RegistrationShelf;
  readonly kept: KeptRegistration;
}

/**
 * The registration dossiers that the person in front of this machine may see: those of the machine, which were begun
 * or opened while nobody was signed in, and those of the store of who is signed in. What a letter's link has brought to
 * the machine is hidden from everybody who is signed in, but from that member.
 */
export class RegistrationShelves {
  readonly #stores: () => AccountStores;
  readonly #session: Pick<Session, 'workspace' | 'user'>;
  /** Secrets of links that the server takes no more: asked with again and again, they would look like guesses. */
  readonly deadSecrets = new Set<string>();
  #machine: AccountStore | undefined;
  #closed = false;

  constructor(stores: () => AccountStores, session: Pick<Session, 'workspace' | 'user'>) {
    this.#stores = stores;
    this.#session = session;
  }

  /** Where a new dossier goes. @throws STORE_LOCKED, STORE_KEY_LOST … as opening a store does. */
  current(): AccountStore {
    return this.#session.workspace?.store ?? this.#openMachine();
  }

  /** The person's own store first. @throws as `current`; another program's hold on the machine's store hides only that. */
  all(): readonly AccountStore[] {
    const own = this.#session.workspace?.store;
    if (own === undefined) return this.#stores().hasMachine() ? [this.#openMachine()] : [];
    if (!this.#stores().hasMachine()) return [own];
    try {
      return [own, this.#openMachine()];
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'STORE_IN_USE') return [own];
      throw cause;
    }
  }

  /** @throws as `current`. */
  find(id: string): Found | undefined {
    return this.#first(({ registrations }) => registrations.get(id));
  }

  /** @throws DvcttError REGISTRATION_NOT_FOUND, and as `current`. */
  require(id: string): Found {
    const found = this.find(id);
    if (found === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
    return found;
  }

  /** As who declares or the unit has it. @throws as `current`. */
  byCode(code: string): Found | undefined {
    return this.#first(({ registrations }) => registrations.byCode(code));
  }

  /** As a letter's link has brought it for that member. @throws as `current`. */
  byMember(code: string, memberId: string): Found | undefined {
    return this.#first(({ registrations }) => registrations.byMember(code, memberId));
  }

  list(): readonly Found[] {
    return this.all().flatMap((store) =>
      store.registrations
        .list()
        .filter((kept) => this.shows(store, kept))
        .map((kept) => ({ store, shelf: store.registrations, kept })),
    );
  }

  /** Whether who sits here now may see what lies in that store. */
  shows(store: AccountStore, kept: KeptRegistration): boolean {
    const { user, workspace } = this.#session;
    return store === workspace?.store || !isOfLink(kept) || user === undefined || isLinksOwn(kept, user);
  }

  /** Whether the store may still be written to: its person may have left while the server was asked. */
  holds(store: AccountStore): boolean {
    return store === this.#machine || store === this.#session.workspace?.store;
  }

  /** A page of it could not be read: the next opening recovers what can be. */
  reopenMachine(): void {
    this.#machine?.close();
    this.#machine = undefined;
  }

  close(): void {
    this.#closed = true;
    this.reopenMachine();
  }

  #first(look: (store: AccountStore) => KeptRegistration | undefined): Found | undefined {
    for (const store of this.all()) {
      const kept = look(store);
      if (kept !== undefined && this.shows(store, kept)) return { store, shelf: store.registrations, kept };
    }
    return undefined;
  }

  #openMachine(): AccountStore {
    if (this.#closed) throw new DvcttError('STORE_LOCKED', { reason: 'closing' });
    this.#machine = this.#stores().machine();
    return this.#machine;
  }
}
