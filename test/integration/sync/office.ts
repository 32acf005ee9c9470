/** A unit's office for tests: a real backend, and machines on which its people work with real stores and engines. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend, type Backend, type BackendOptions } from '#backend/server.ts';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { openAccountStores } from '#main/account-store/stores.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import type { Timers } from '#main/sync/timers.ts';
import type { Failure } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { Draft } from '#main/account-store/account-store.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

export const password = 'Mat-khau-thu-2026';

/** A machine's own clock and alarms. */
export interface MachineTime {
  readonly now?: () => Date;
  readonly timers?: Timers;
}

export interface Office {
  readonly folder: string;
  readonly backend: Backend;
  readonly port: number;
  /** A machine with nobody's store on it yet; `through`: another way to the server. */
  machine(username: string, given?: { through?: string } & MachineTime): Promise<Machine>;
  /** Ends the server; machines go on without a line. */
  stop(): Promise<void>;
  /** Starts the server on its old port, with the data as they are then. */
  restart(options?: Partial<BackendOptions>): Promise<void>;
  close(): Promise<void>;
}

export async function openOffice(options: Partial<BackendOptions> = {}): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-sync-'));
  const dataFolder = join(folder, 'backend');
  const people = ['ktv.songlo', 'ktt.songlo', 'ctk.songlo', 'canbo.0064'];
  const demoPasswords = Object.fromEntries(people.map((username) => [username, password]));
  const start = (port: number, more: Partial<BackendOptions> = {}) =>
    startBackend({ dataFolder, demo: true, demoPasswords, ...options, ...more, port });
  let backend = await start(0);
  const port = Number(new URL(backend.url).port);
  await hire(backend);
  let running = true;
  const machines: Machine[] = [];
  const office: Office = {
    folder,
    port,
    get backend() {
      return backend;
    },
    machine: async (username, { through = backend.url, ...time } = {}) => {
      const home = join(folder, `machine-${machines.length}`);
      const machine = new Machine(home, through, username, time);
      machines.push(machine);
      await machine.signIn();
      return machine;
    },
    stop: async () => {
      if (running) await backend.close();
      running = false;
    },
    restart: async (more) => {
      await office.stop();
      // Seeding again would give the people new passwords and end their sessions.
      backend = await start(port, { demo: false, ...more });
      running = true;
    },
    close: async () => {
      for (const machine of machines) await machine.close();
      await office.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return office;
}

/** A second accountant beside the demo's one. */
async function hire(backend: Backend): Promise<void> {
  await backend.registry.savePerson({
    username: 'lan.songlo',
    name: 'Trần Thị Lan',
    role: 'KTV',
    identityNumber: '031192001122',
    password,
    unitCode: backend.demo?.unitCode ?? '',
    treasuryCode: backend.demo?.treasuryCode ?? '',
  });
}

/** One person's desktop, without windows: store, client and engine as the core puts them together. */
export class Machine {
  readonly home: string;
  readonly username: string;
  readonly backend: BackendClient;
  readonly events: CoreEvent[] = [];
  readonly revoked: Failure[] = [];
  readonly #masterKey = new Uint8Array(randomBytes(32));
  readonly #time: MachineTime;
  #store: AccountStore | undefined;
  #engine: SyncEngine | undefined;

  constructor(home: string, url: string, username: string, time: MachineTime) {
    this.#time = time;
    this.home = home;
    this.username = username;
    this.backend = new BackendClient(url);
  }

  get store(): AccountStore {
    if (this.#store === undefined) throw new Error('the store is closed');
    return this.#store;
  }

  get engine(): SyncEngine {
    if (this.#engine === undefined) throw new Error('nobody is signed in');
    return this.#engine;
  }

  async signIn(): Promise<void> {
    const session = await this.backend.signIn(this.username, password);
    const unit = await this.backend.unit();
    const { user, token, wipeMark } = session;
    this.#store ??= this.#open();
    this.#store.profile.signedIn({ user, unit, token, wipeMark, password });
    if (this.#engine === undefined) this.#begin(this.#store);
    else this.#engine.sessionRenewed();
  }

  /** As after a crash of the program: only what is on the disk goes on. */
  async reopen(): Promise<void> {
    await this.close();
    this.#store = this.#open();
    this.backend.useToken(this.#store.profile.token());
    this.#begin(this.#store);
  }

  async close(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
    this.#store?.close();
    this.#store = undefined;
  }

  /** An exchange that must go well. */
  async sync(): Promise<SyncState> {
    const state = await this.engine.syncNow();
    if (state.line !== 'live') throw new Error(`${this.username}: ${JSON.stringify(state)}`);
    return state;
  }

  draft(code: DossierCode): Draft {
    const draft = this.store.drafts.get(code);
    if (draft === undefined) throw new Error(`${this.username} has no draft ${code}`);
    return draft;
  }

  /** Saves a change and tells the engine, as the core does. */
  edit(code: DossierCode, change: (content: Draft['content']) => Draft['content']): Draft {
    const before = this.draft(code);
    const after = this.store.drafts.save(code, before.version, change(before.content));
    this.engine.kick();
    return after;
  }

  #open(): AccountStore {
    return openAccountStores({
      folder: this.home,
      masterKey: this.#masterKey,
      now: this.#time.now ?? (() => new Date()),
    }).open(this.username, '1001163');
  }

  #begin(store: AccountStore): void {
    this.#engine = new SyncEngine({
      store,
      backend: this.backend,
      emit: (event) => this.events.push(event),
      onRevoked: (failure) => this.revoked.push(failure),
      ...this.#time,
      // The shortest pause of each try: a test has no minute to wait.
      random: () => 0,
    });
    this.#engine.start();
  }
}

/** Waits until it is so; says what it waited for when it never is. */
export async function until(what: string, isSo: () => boolean, ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
