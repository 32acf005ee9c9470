import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { BlobStore } from '../blobs/blob-store.ts';
import type { AccountStore, CitedBlob, SignedIn } from './account-store.ts';
import { StoreCatalogue } from './catalogue/store-catalogue.ts';
import { StoreDossiers } from './dossiers/store-dossiers.ts';
import { DraftDesk } from './drafts/draft-desk.ts';
import { storedContent } from './drafts/draft-row.ts';
import { StoreDrafts } from './drafts/store-drafts.ts';
import { Meeting } from './incoming/meeting.ts';
import { Resync } from './incoming/resync.ts';
import { StoreIncoming } from './incoming/store-incoming.ts';
import { deriveStoreKey, checkKey, readOrMakeSalt, writeKeyCheck } from './key/store-key.ts';
import { setUnsaltedAside } from './key/unsalted.ts';
import { carryLegacyOver } from './legacy/carry-over.ts';
import type { StoreNotices } from './notices/store-notices.ts';
import { StoreOutbox } from './outbox/store-outbox.ts';
import type { StoreProfile } from './profile/store-profile.ts';
import { openOrRecover } from './recovery/open-or-recover.ts';
import { StoreRegistrations } from './registrations/store-registrations.ts';
import { StoreRemoteRequests } from './signing/store-remote-requests.ts';
import { StoreSeen } from './signing/store-seen.ts';
import { StoreSignatures } from './signing/store-signatures.ts';
import { storeParts, type StoreParts } from './store-parts.ts';
import { StorePayeeBook } from './vouchers/store-payee-book.ts';
import { StoreTemplates } from './vouchers/store-templates.ts';
import { StoreVoucherBook } from './vouchers/store-voucher-book.ts';

export interface OpenOptions {
  readonly folder: string;
  /** Where version 0.1 kept everybody's drafts. */
  readonly dataFolder: string;
  readonly username: string;
  /** Undefined: as the store knows it. */
  readonly unitCode: string | undefined;
  readonly masterKey: Uint8Array;
  readonly now: () => Date;
}

/** One person's open store. */
export class OpenStore implements AccountStore {
  readonly folder: string;
  readonly profile: StoreProfile;
  readonly drafts: StoreDrafts;
  readonly catalogue: StoreCatalogue;
  readonly dossiers: StoreDossiers;
  readonly outbox: StoreOutbox;
  readonly incoming: StoreIncoming;
  readonly notices: StoreNotices;
  readonly registrations: StoreRegistrations;
  readonly vouchers: StoreVoucherBook;
  readonly payees: StorePayeeBook;
  readonly templates: StoreTemplates;
  readonly signatures: StoreSignatures;
  readonly remoteRequests: StoreRemoteRequests;
  readonly seen: StoreSeen;
  readonly blobs: BlobStore;
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;

  /** @throws STORE_KEY_LOST, STORE_NEWER, STORE_IN_USE, DISK_FULL, STORE_FAILED. */
  static open(options: OpenOptions): OpenStore {
    try {
      return OpenStore.#openOnce(options);
    } catch (cause) {
      // The damage is marked by now: the second opening recovers.
      if (cause instanceof DvcttError && cause.code === 'STORE_DAMAGED') return OpenStore.#openOnce(options);
      throw cause;
    }
  }

  static #openOnce(options: OpenOptions): OpenStore {
    const { folder, dataFolder, username, masterKey, now } = options;
    setUnsaltedAside(folder, now());
    const key = deriveStoreKey(masterKey, readOrMakeSalt(folder));
    const finished = checkKey(folder, key);
    const database = openOrRecover({ folder, key, finished, now });
    try {
      if (!finished) writeKeyCheck(folder, key);
      const blobKey = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), 'blobs', 32));
      const blobs = new BlobStore(join(folder, 'blobs'), blobKey);
      const parts = storeParts(database, now);
      const registrations = new StoreRegistrations(database, now);
      const store = new OpenStore(folder, parts, blobs, registrations);
      const unitCode = options.unitCode ?? parts.profile.read()?.user.unitCode;
      if (unitCode !== undefined)
        carryLegacyOver({ dataFolder, username, unitCode, parts, desk: new DraftDesk(parts), blobs });
      return store;
    } catch (cause) {
      database.close();
      throw cause;
    }
  }

  private constructor(
    folder: string,
    parts: StoreParts,
    blobs: BlobStore,
    registrations: StoreRegistrations,
  ) {
    const desk = new DraftDesk(parts);
    const meeting = new Meeting(parts, desk);
    this.folder = folder;
    this.#parts = parts;
    this.#desk = desk;
    this.profile = parts.profile;
    this.notices = parts.notices;
    this.registrations = registrations;
    this.vouchers = new StoreVoucherBook(parts, desk);
    this.payees = new StorePayeeBook(parts);
    this.templates = new StoreTemplates(parts);
    this.signatures = new StoreSignatures(parts.database, parts.at);
    this.remoteRequests = new StoreRemoteRequests(parts.database);
    this.seen = new StoreSeen(parts.database, parts.at);
    this.blobs = blobs;
    this.drafts = new StoreDrafts(parts, desk);
    this.catalogue = new StoreCatalogue(parts.database, () => parts.profile.read()?.user.role);
    this.dossiers = new StoreDossiers(parts, desk);
    this.outbox = new StoreOutbox(parts, desk, meeting);
    this.incoming = new StoreIncoming(parts, desk, meeting, new Resync(parts, desk, meeting));
    // Once a day or so is enough, and the start of work is when nobody waits for the disk.
    this.collectBlobs().catch(() => undefined);
  }

  get isOpen(): boolean {
    return this.#parts.database.isOpen;
  }

  batch<T>(work: () => T): T {
    return this.#parts.database.write(work);
  }

  async missingBlobs(limit: number): Promise<readonly CitedBlob[]> {
    const missing = new Map<string, CitedBlob>();
    if (!this.#parts.profile.keepsDrafts()) return [];
    for (const code of this.#parts.drafts.open()) {
      if (missing.size >= limit || !this.isOpen) break;
      const row = this.#parts.drafts.get(code);
      if (row === undefined) continue;
      for (const { sha256, size, name } of storedContent(row.content).attachments) {
        if (missing.size < limit && !(await this.blobs.has(sha256)))
          missing.set(sha256, { sha256, size, name });
      }
    }
    return [...missing.values()];
  }

  signedIn(given: SignedIn): void {
    const before = this.profile.read()?.user.role;
    this.batch(() => {
      this.profile.signedIn(given);
      if (before === undefined || before === given.user.role) return;
      const { outbox, drafts } = this.#parts;
      // What was on its way and may have arrived is sent anew by the accountant that this person may be again; the
      // server's copy then meets it as a colleague's would.
      outbox.untakeAll();
      this.incoming.beginResync(undefined);
      for (const code of drafts.open()) this.#desk.enlist(code, { wordsLater: true });
    });
  }

  /** Changes that the server does not have, those that it refused included. */
  unsent(): number {
    return this.#parts.outbox.counts().rows + this.registrations.waiting().length;
  }

  cutWords(limit: number): number {
    return this.#parts.database.write(() => this.#desk.cutWords(limit));
  }

  collectBlobs(): Promise<number> {
    const { database, references } = this.#parts;
    return this.blobs.collect((sha256) => !database.isOpen || references.isCited(sha256));
  }

  close(): void {
    this.#parts.database.close();
  }
}
