/** One person's desktop as the model moves it: a real store and engine that do nothing unless a step asks for it. */
import type { AccountStore, AccountStores, Draft, SignedIn } from '#main/account-store/account-store.ts';
import type { BackendClient } from '#main/backend-client/backend-client.ts';
import { freezeDocuments } from '#main/dossiers/freeze.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import type { Timers } from '#main/sync/timers.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Fault, FaultPlan, PassingRequest } from '#test/faults/line/fault.ts';
import type { FaultyLine } from '#test/faults/line/faulty-line.ts';

/**
 * A clock that stands still: work that is due now is done, what waits for later never is. The order of things is the
 * model's.
 */
const noClock: Timers = {
  elapsed: () => 0,
  after: (ms, work) => {
    if (ms > 0) return { cancel: () => undefined };
    const due = setImmediate(work);
    return { cancel: () => clearImmediate(due) };
  },
};

export interface DeskParts {
  readonly name: string;
  readonly username: string;
  readonly unitCode: string;
  readonly password: string;
  readonly line: FaultyLine;
  readonly client: BackendClient;
  readonly stores: AccountStores;
}

export interface Exchange {
  /** What happens to the first, second … request that carries changes. */
  readonly faults?: readonly (Fault | undefined)[];
  /** What happens to every request whatsoever, instead. */
  readonly plan?: FaultPlan;
  /** Done while the first of them is on its way. */
  readonly meanwhile?: () => void;
}

export class Desk {
  readonly name: string;
  readonly username: string;
  readonly line: FaultyLine;
  readonly #parts: DeskParts;
  #store: AccountStore | undefined;

  constructor(parts: DeskParts) {
    this.name = parts.name;
    this.username = parts.username;
    this.line = parts.line;
    this.#parts = parts;
  }

  get store(): AccountStore {
    this.#store ??= this.#parts.stores.open(this.username, this.#parts.unitCode);
    return this.#store;
  }

  async signIn(): Promise<SignedIn> {
    const { client, username, password } = this.#parts;
    const { user, token, wipeMark } = await client.signIn(username, password);
    const signedIn = { user, unit: await client.unit(), token, wipeMark, password };
    this.store.profile.signedIn(signedIn);
    return signedIn;
  }

  /** Goes on with a session of the same person: each password check takes its time. */
  signInWith(session: SignedIn): void {
    this.#parts.client.useToken(session.token);
    this.store.profile.signedIn(session);
  }

  /** Drafts on the desk, by code. */
  drafts(): readonly Draft[] {
    const { dossiers } = this.store.catalogue.list({ limit: 1000, scope: 'all' });
    return dossiers
      .filter(({ place }) => place === 'local')
      .flatMap(({ code }) => this.store.drafts.get(code) ?? [])
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** One exchange with the server, whatever comes of it. */
  async exchange({ faults = [], meanwhile, plan }: Exchange = {}): Promise<SyncState> {
    let place = 0;
    this.line.behave((request) => {
      if (plan !== undefined) return plan(request);
      if (!carriesChanges(request)) return undefined;
      place += 1;
      if (place === 1) meanwhile?.();
      return faults[place - 1];
    });
    const engine = this.#engine();
    engine.start();
    let state = await engine.syncNow();
    if (state.line === 'sign-in') {
      this.line.behave();
      await this.signIn();
      engine.sessionRenewed();
      state = await engine.syncNow();
    }
    await engine.stop();
    this.line.behave();
    await this.line.stragglersArrived();
    return state;
  }

  /** Fetches what drafts cite and this desk lacks. */
  async fetchBlobs(): Promise<void> {
    const missing = await this.store.missingBlobs(100);
    if (missing.length === 0) return;
    const engine = this.#engine();
    engine.start();
    for (const { sha256 } of missing) await engine.fetchBlob(sha256);
    await engine.stop();
  }

  /**
   * Freezes and sends a draft, as “Gửi KTT” does once the server has it. `crash`: the program ends before the answer.
   * @throws what the server refuses
   */
  async forward(code: DossierCode, { crash }: { readonly crash: boolean }): Promise<void> {
    const { client } = this.#parts;
    const draft = this.store.drafts.get(code);
    if (draft === undefined || draft.waiting || draft.conflicts > 0) return;
    const documents = await freezeDocuments(code, draft.content, (digest) => this.store.blobs.get(digest));
    for (const { id, bytes } of documents) await client.uploadDocument(code, id, bytes);
    const dossier = await client.forward(code, {
      mutationId: crypto.randomUUID(),
      draftVersion: draft.serverVersion,
      baseVersion: draft.dossierVersion,
      content: draft.content,
      documents: documents.map(({ bytes, ...document }) => ({ ...document, size: bytes.length })),
    });
    if (!crash) this.store.drafts.forwarded(code, dossier);
  }

  /** As after the end of the process: only what is on the disk goes on. */
  crash(): void {
    this.#store?.close();
    this.#store = undefined;
    this.#parts.client.useToken(this.store.profile.token());
  }

  async close(): Promise<void> {
    this.#store?.close();
    this.#store = undefined;
    await this.line.close();
  }

  #engine(): SyncEngine {
    return new SyncEngine({
      store: this.store,
      backend: this.#parts.client,
      emit: () => undefined,
      onRevoked: () => undefined,
      random: () => 0,
      timers: noClock,
    });
  }
}

function carriesChanges({ path }: PassingRequest): boolean {
  return /\/sync\/(push|pull|blobs)/.test(path);
}
