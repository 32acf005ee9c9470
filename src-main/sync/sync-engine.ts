import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { LiveEvent, PresentPerson } from '#shared/contract/sync/http.ts';
import type { QueuedChange, SyncState } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { AccountStore } from '../account-store/account-store.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { Announcements } from './announcements.ts';
import { Backoff } from './backoff.ts';
import { Downloads } from './downloads.ts';
import { LiveLine } from './live-line.ts';
import { NetworkWatch } from './network-watch.ts';
import { Presence } from './presence.ts';
import { Puller } from './puller.ts';
import { Pusher } from './pusher.ts';
import { realTimers, type Timer, type Timers } from './timers.ts';
import { troubleOf } from './trouble.ts';
import { Uploads } from './uploads.ts';
import { WordIndex } from './word-index.ts';

/** A burst of saves travels together (ms). */
const burst = 300;
/** From the server's word that something changed to the pull (ms). */
const afterWord = 20;
/** Without the server's events, changes of others are asked for so often (ms). */
const pollEvery = 30_000;
/** With them, so often nevertheless: an event may have been lost (ms). */
const checkEvery = 300_000;
/** While the line is quiet, "up to date as of" is written down so often (ms). */
const noteEvery = 60_000;
/** Fresh starts within one exchange, before it is left to the next. */
const mostTurns = 4;

export interface SyncEngineOptions {
  readonly store: AccountStore;
  /** Carries the person's session token. */
  readonly backend: BackendClient;
  /** `sync.changed`, `dossiers.changed`, `presence.changed`, `store.noticed`. */
  readonly emit: (event: CoreEvent) => void;
  /** The server has proved that this person's access was revoked. The engine has stopped by itself. */
  readonly onRevoked: (failure: Failure) => void;
  readonly now?: () => Date;
  /** 0 … 1, for the pauses between tries. */
  readonly random?: () => number;
  readonly timers?: Timers;
}

/**
 * Keeps one person's store and the server equal while the person is signed in: sends what waits, fetches what changed,
 * listens. Only one exchange runs at a time. Everything it knows of the queue is in the store, so it may be killed at
 * any moment.
 */
export class SyncEngine {
  readonly #store: AccountStore;
  readonly #now: () => Date;
  readonly #timers: Timers;
  readonly #backoff: Backoff;
  readonly #onRevoked: (failure: Failure) => void;
  readonly #announce: Announcements;
  readonly #uploads: Uploads;
  readonly #pusher: Pusher;
  readonly #puller: Puller;
  readonly #downloads: Downloads;
  readonly #words: WordIndex;
  readonly #live: LiveLine;
  readonly #presence: Presence;
  readonly #network: NetworkWatch;

  #ending: AbortController | undefined;
  #line: SyncState['line'] = 'off';
  #failure: Failure | undefined;
  #nextTryAt: string | undefined;
  #syncedAt: string | undefined;
  #progress: SyncState['progress'];
  #lastState: SyncState | undefined;

  #exchange: Promise<void> | undefined;
  #timer: Timer | undefined;
  #timerAt = Infinity;
  /** When the next exchange was asked for while one was at work. */
  #askedAt = Infinity;
  /** The line came back, or the session: the next exchange waits for no pause. */
  #urgent = false;
  #lastExchange = -Infinity;
  #lastNoted = -Infinity;
  #waiters: ((state: SyncState) => void)[] = [];
  /** The server has been the same one, without a break, since it was last asked whether it can continue. */
  #sure = false;
  /** Changes of an earlier run may be taken and unanswered. */
  #first = true;
  /** The first pull of this run is over. */
  #greeted = false;
  /** Drafts for which everything was fetched anew once; a second time would be a circle. */
  readonly #fetchedAnew = new Set<DossierCode>();

  constructor(given: SyncEngineOptions) {
    const { store, backend, emit } = given;
    const timers = given.timers ?? realTimers;
    const random = given.random ?? Math.random;
    const calls = backend.sync;
    this.#store = store;
    this.#now = given.now ?? (() => new Date());
    this.#timers = timers;
    this.#onRevoked = given.onRevoked;
    this.#backoff = new Backoff(random);
    this.#syncedAt = store.profile.read()?.syncedAt;
    this.#announce = new Announcements({
      timers,
      emit,
      state: () => this.state(),
      newestNotice: () => store.notices.list().reduce((newest, { id }) => Math.max(newest, id), 0),
    });
    const changed = (codes: readonly DossierCode[]) => this.#announce.dossiers(codes);
    this.#uploads = new Uploads(calls, store.blobs, () => this.#announce.state());
    this.#pusher = new Pusher({
      store,
      calls,
      uploads: this.#uploads,
      changed,
      moved: (answered) => this.#moved(answered, answered + store.outbox.counts().waiting),
    });
    this.#puller = new Puller({
      store,
      calls,
      changed,
      // What came while the program was closed stands in the list; a person who opens it is not told of each.
      arrived: (arrivals) => {
        if (!this.#greeted) return;
        for (const payload of arrivals) emit({ name: 'dossiers.arrived', payload });
      },
      moved: (received) => this.#moved(received, 0),
    });
    this.#downloads = new Downloads({
      calls,
      blobs: store.blobs,
      missing: (limit) => store.missingBlobs(limit),
      yieldTo: async () => this.#exchange,
    });
    this.#words = new WordIndex(store, () => emit({ name: 'dossiers.changed', payload: {} }));
    this.#live = new LiveLine({
      calls,
      timers,
      random,
      opened: () => this.#liveOpened(),
      happened: (event) => this.#happened(event),
      heard: () => this.#heard(),
      closed: (thrown) => this.#liveClosed(thrown),
    });
    this.#presence = new Presence({
      calls,
      timers,
      device: store.profile.device,
      changed: (people) => emit({ name: 'presence.changed', payload: { people: [...people] } }),
    });
    this.#network = new NetworkWatch(timers, () => this.#networkChanged());
  }

  /** Begins to exchange and to listen. */
  start(): void {
    if (this.#ending !== undefined) return;
    this.#ending = new AbortController();
    this.#line = 'syncing';
    this.#sure = false;
    this.#first = true;
    this.#downloads.start();
    this.#presence.start();
    this.#live.start();
    this.#network.start();
    this.#schedule(0);
  }

  /** Ends all work; after it the store is not touched any more and may be closed. */
  async stop(): Promise<void> {
    const ending = this.#ending;
    if (ending === undefined) return;
    ending.abort();
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#network.stop();
    this.#presence.stop();
    await Promise.all([this.#live.stop(), this.#downloads.stop(), this.#words.stop(), this.#exchange]);
    this.#line = 'off';
    this.#failure = undefined;
    this.#nextTryAt = undefined;
    this.#progress = undefined;
    // The last word about the queue, for whoever asks after the store is closed.
    this.#announce.stop();
    this.#lastState = this.state();
    this.#ending = undefined;
    this.#release();
  }

  /** A change was saved: it is sent at once when the line is idle, together with its neighbours when it is not. */
  kick(): void {
    this.#announce.state();
    // While the line is down the pauses between tries stand; the change is safe in the queue.
    if (this.#line === 'offline' || this.#line === 'sign-in') return;
    const quiet = this.#timers.elapsed() - this.#lastExchange;
    this.#schedule(quiet >= burst && this.#exchange === undefined ? 0 : burst);
  }

  /** Tries now, whatever pause is on; answers when an exchange that began after this call has ended. */
  syncNow(): Promise<SyncState> {
    if (this.#ending === undefined || this.#ending.signal.aborted) return Promise.resolve(this.state());
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#schedule(0);
    });
  }

  /** For sign-out: sends what waits, for at most `ms`, and says that the person has left. */
  async drain(ms: number): Promise<SyncState> {
    if (this.#ending === undefined) return this.state();
    const over = new AbortController();
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.#timers.after(ms, () => {
        over.abort();
        resolve();
      });
    });
    const leaving = this.#presence.leave(over.signal);
    const sending = this.#store.outbox.counts().waiting > 0 ? this.syncNow() : Promise.resolve();
    await Promise.race([Promise.all([leaving, sending]), late]);
    timer?.cancel();
    return this.state();
  }

  /** The person has signed in again; the backend client has the new token. */
  sessionRenewed(): void {
    this.#backoff.reset();
    this.#sure = false;
    if (this.#line === 'sign-in') this.#line = 'syncing';
    this.#live.retryNow();
    this.#goOn();
  }

  state(): SyncState {
    if (this.#ending === undefined && this.#lastState !== undefined) return this.#lastState;
    const { waiting, setAside, conflicts } = this.#store.outbox.counts();
    return {
      line: this.#line,
      ...(this.#syncedAt === undefined ? {} : { syncedAt: this.#syncedAt }),
      ...(this.#nextTryAt === undefined ? {} : { nextTryAt: this.#nextTryAt }),
      waiting,
      setAside,
      conflicts,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
      ...(this.#progress === undefined ? {} : { progress: this.#progress }),
    };
  }

  /** What waits, as the store knows it, with what is on its way now. */
  queue(): readonly QueuedChange[] {
    const busy = this.#exchange !== undefined;
    const underWay = new Map(this.#pusher.unanswered.map((change) => [change.sequence, change]));
    return this.#store.outbox.list().map((change) => {
      const outgoing = busy ? underWay.get(change.sequence) : undefined;
      // What an earlier try left without an answer waits like any other.
      if (outgoing === undefined)
        return change.state === 'sending' ? { ...change, state: 'waiting' } : change;
      for (const { sha256 } of outgoing.blobs) {
        const upload = this.#uploads.progressOf(sha256);
        if (upload !== undefined) return { ...change, state: 'uploading', upload: { ...upload } };
      }
      return { ...change, state: 'sending' };
    });
  }

  /** Brings an attachment here, or replaces a damaged copy. BLOB_MISSING when the server lacks it; the line's failures. */
  fetchBlob(sha256: string): Promise<void> {
    return this.#downloads.fetch(sha256);
  }

  setPresence(code: DossierCode | null, path: string): void {
    this.#presence.set(code, path);
  }

  /** Who else is at work in the unit, this person's other machines included. */
  people(): readonly PresentPerson[] {
    return this.#presence.people;
  }

  /** Asks for an exchange in so many milliseconds; an earlier one that was asked for stands. */
  #schedule(ms: number): void {
    if (this.#ending === undefined || this.#ending.signal.aborted) return;
    const at = this.#timers.elapsed() + ms;
    if (this.#exchange !== undefined) {
      this.#askedAt = Math.min(this.#askedAt, at);
      return;
    }
    if (this.#timer !== undefined && this.#timerAt <= at) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.#timers.after(ms, () => this.#begin());
  }

  #begin(): void {
    this.#timer = undefined;
    this.#timerAt = Infinity;
    this.#askedAt = Infinity;
    this.#urgent = false;
    const signal = this.#ending?.signal;
    if (signal === undefined || signal.aborted) return;
    const waiters = this.#waiters.splice(0);
    this.#exchange = this.#run(signal).then((pause) => {
      this.#exchange = undefined;
      this.#lastExchange = this.#timers.elapsed();
      const state = this.state();
      for (const waiter of waiters) waiter(state);
      this.#afterwards(pause);
    });
  }

  /** Plans the next exchange: `pause` is what the last one asks for, undefined when it must not be repeated by itself. */
  #afterwards(pause: number | undefined): void {
    this.#announce.state();
    if (this.#ending?.signal.aborted !== false) return;
    const now = this.#urgent || this.#waiters.length > 0;
    const wish = this.#line === 'live' ? this.#askedAt - this.#timers.elapsed() : Infinity;
    const due = now ? 0 : Math.min(Math.max(0, wish), pause ?? Infinity);
    if (due !== Infinity) this.#schedule(due);
  }

  /** One exchange in both directions. Answers the pause (ms) before the next. Never throws. */
  async #run(signal: AbortSignal): Promise<number | undefined> {
    const wasDown = this.#line === 'offline' || this.#line === 'sign-in';
    this.#line = 'syncing';
    this.#nextTryAt = undefined;
    this.#announce.state();
    try {
      await this.#bothWays(signal);
      this.#line = 'live';
      this.#failure = undefined;
      this.#backoff.reset();
      this.#syncedAt = this.#now().toISOString();
      this.#lastNoted = this.#timers.elapsed();
      if (wasDown && !this.#live.open) this.#live.retryNow();
      else this.#live.resume();
      this.#downloads.wake();
      return this.#live.open ? checkEvery : pollEvery;
    } catch (thrown) {
      return signal.aborted ? undefined : this.#troubled(thrown);
    } finally {
      this.#progress = undefined;
      if (!signal.aborted) this.#words.wake();
    }
  }

  async #bothWays(signal: AbortSignal): Promise<void> {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      if (this.#first) this.#retryUnknown();
      if (this.#first || this.#store.outbox.counts().waiting > 0) {
        await this.#push(signal);
        this.#first = false;
      }
      const { resynced } = await this.#puller.run(signal);
      this.#greeted = true;
      this.#sure = this.#live.open;
      if (!resynced) return;
      this.#queueAnew();
    }
  }

  async #push(signal: AbortSignal): Promise<void> {
    // A server restored from a backup gives old version numbers to new contents: sending on top of them would overwrite.
    if (!this.#sure) {
      const lost = await this.#puller.canContinue(signal);
      if (lost !== undefined) {
        if (this.#first || this.#pusher.unanswered.length > 0) this.#pusher.surrender();
        this.#fetchedAnew.clear();
        this.#puller.beginResync(lost.lostAfter);
        return;
      }
    }
    await this.#pusher.run(signal);
    if (this.#pusher.baseWasUnknown() && this.#codesOfUnknownBase().length > 0) {
      this.#puller.beginResync(undefined);
    }
  }

  /** What the server could not place is sent again on top of what it has now; once, for a second refusal is final. */
  #queueAnew(): void {
    const { outbox } = this.#store;
    const codes = new Set(this.#codesOfUnknownBase());
    for (const { sequence, code } of outbox.list()) {
      if (!codes.has(code)) continue;
      this.#fetchedAnew.add(code);
      outbox.retry(sequence);
    }
  }

  /** An earlier run may have ended before it could queue them anew. */
  #retryUnknown(): void {
    const { outbox } = this.#store;
    for (const { sequence, failure } of outbox.list()) {
      if (failure?.code === 'VERSION_UNKNOWN') outbox.retry(sequence);
    }
  }

  #codesOfUnknownBase(): readonly DossierCode[] {
    return this.#store.outbox
      .list()
      .filter(({ state, failure }) => state === 'set-aside' && failure?.code === 'VERSION_UNKNOWN')
      .map(({ code }) => code)
      .filter((code) => !this.#fetchedAnew.has(code));
  }

  /** Answers the pause before the next try; undefined when only the person can help. */
  #troubled(thrown: unknown): number | undefined {
    this.#sure = false;
    const trouble = troubleOf(thrown, this.#store.profile.wipeMark());
    this.#failure = trouble.failure;
    switch (trouble.kind) {
      case 'sign-in':
        this.#line = 'sign-in';
        this.#live.pause();
        return undefined;
      case 'revoked':
        this.#line = 'sign-in';
        this.#revoked(trouble.failure);
        return undefined;
      case 'line': {
        this.#line = 'offline';
        const pause = trouble.retryAfterMs ?? this.#backoff.next();
        this.#nextTryAt = new Date(this.#now().getTime() + pause).toISOString();
        return pause;
      }
    }
  }

  #revoked(failure: Failure): void {
    // From outside the exchange, which `stop` waits for.
    setImmediate(() => {
      void this.stop().then(() => this.#onRevoked(failure));
    });
  }

  #moved(done: number, total: number): void {
    this.#progress = { done, total };
    this.#announce.state();
  }

  #liveOpened(): void {
    this.#presence.tellAgain();
    // What happened while nobody listened was not told; the server may even be another one.
    this.#sure = false;
    this.#goOn();
  }

  #happened(event: LiveEvent): void {
    if (event.kind === 'presence') this.#presence.take(event.people);
    else if (event.sequence > this.#puller.newest) this.#schedule(afterWord);
  }

  /** The line lives and nothing is outstanding: what is shown is as of now. */
  #heard(): void {
    if (
      this.#line !== 'live' ||
      this.#exchange !== undefined ||
      this.#timerAt - this.#timers.elapsed() < burst
    )
      return;
    if (this.#timers.elapsed() - this.#lastNoted < noteEvery) return;
    this.#lastNoted = this.#timers.elapsed();
    this.#store.incoming.caughtUp();
    this.#syncedAt = this.#now().toISOString();
    this.#announce.state();
  }

  #liveClosed(thrown: unknown): void {
    this.#sure = false;
    this.#presence.forgetOthers();
    if (thrown instanceof DvcttError && ['SESSION_REQUIRED', 'ACCESS_REVOKED'].includes(thrown.code)) {
      this.#live.pause();
    }
    // Whether it is the line, the session or only the stream, an exchange tells; while it is known to be down, it waits.
    if (this.#line === 'live' || this.#line === 'syncing') this.#schedule(0);
  }

  #networkChanged(): void {
    if (this.#line === 'sign-in' || this.#line === 'off') return;
    this.#live.retryNow();
    this.#goOn();
  }

  /** Something has changed for the better: no pause is due. */
  #goOn(): void {
    this.#backoff.reset();
    this.#urgent = true;
    this.#schedule(0);
  }

  #release(): void {
    const state = this.state();
    for (const waiter of this.#waiters.splice(0)) waiter(state);
  }
}
