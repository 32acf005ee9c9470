import type { PresentPerson } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';
import { Throttle } from './throttle.ts';
import type { Timer, Timers } from './timers.ts';

/** The server forgets a person after 45 s without a word (ms). */
const every = 20_000;

export interface PresenceOptions {
  readonly calls: SyncCalls;
  readonly timers: Timers;
  readonly device: string;
  readonly changed: (people: readonly PresentPerson[]) => void;
}

/** Tells the colleagues where this person works, and knows where they do. */
export class Presence {
  readonly #given: PresenceOptions;
  readonly #tell: Throttle;
  #beat: Timer | undefined;
  #place: { readonly code: DossierCode | null; readonly path: string } = { code: null, path: '' };
  #people: readonly PresentPerson[] = [];
  #ending = new AbortController();
  #heard = false;

  constructor(given: PresenceOptions) {
    this.#given = given;
    // The focus moves with every Tab; the colleagues need to know about once a second.
    this.#tell = new Throttle(given.timers, { everyMs: 1_000, firstMs: 0 }, () => this.#send());
  }

  /** Everybody else at work in the unit; this person's other machines count as others. */
  get people(): readonly PresentPerson[] {
    return this.#people;
  }

  start(): void {
    this.#ending = new AbortController();
  }

  /** Leaves, without waiting for the server to notice. */
  stop(): void {
    this.#beat?.cancel();
    this.#beat = undefined;
    this.#tell.stop();
    this.#ending.abort();
    this.#show([]);
  }

  set(code: DossierCode | null, path: string): void {
    if (code === this.#place.code && path === this.#place.path) return;
    this.#place = { code, path };
    this.#tell.ask();
  }

  /** The line is back: the server may have forgotten everybody. */
  tellAgain(): void {
    if (this.#place.code !== null) this.#tell.ask();
  }

  take(people: readonly PresentPerson[]): void {
    this.#show(people.filter(({ device }) => device !== this.#given.device));
  }

  /** Nobody knows where the others are while the line is down. */
  forgetOthers(): void {
    this.#show([]);
  }

  /** Says once that this person has left; best effort, at sign-out. */
  async leave(signal: AbortSignal): Promise<void> {
    const wasSomewhere = this.#place.code !== null || this.#heard;
    this.#place = { code: null, path: '' };
    if (!wasSomewhere) return;
    this.#heard = false;
    await this.#given.calls.presence(this.#given.device, null, '', signal).catch(() => undefined);
  }

  #send(): void {
    this.#beat?.cancel();
    this.#beat = undefined;
    const { code, path } = this.#place;
    if (code !== null) this.#beat = this.#given.timers.after(every, () => this.#send());
    this.#heard = code !== null;
    this.#given.calls
      .presence(this.#given.device, code, path, this.#ending.signal)
      // Presence is a courtesy: what the line's state is, the exchange of changes tells.
      .catch(() => undefined);
  }

  #show(people: readonly PresentPerson[]): void {
    if (JSON.stringify(people) === JSON.stringify(this.#people)) return;
    this.#people = people;
    this.#given.changed(people);
  }
}
