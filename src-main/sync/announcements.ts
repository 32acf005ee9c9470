import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { Throttle } from './throttle.ts';
import type { Timers } from './timers.ts';

/** More changed dossiers than this at once are told as "the list has changed". */
const fewCodes = 5;

export interface AnnouncementsOptions {
  readonly timers: Timers;
  readonly emit: (event: CoreEvent) => void;
  readonly state: () => SyncState;
  /** Id of the newest notice of the store. */
  readonly newestNotice: () => number;
}

/** Tells windows what changed, at most ten times a second, however busy the line is. */
export class Announcements {
  readonly #given: AnnouncementsOptions;
  readonly #states: Throttle;
  readonly #dossiers: Throttle;
  #told = '';
  #codes = new Set<DossierCode>();
  #notice: number;

  constructor(given: AnnouncementsOptions) {
    this.#given = given;
    this.#notice = given.newestNotice();
    this.#states = new Throttle(given.timers, { everyMs: 100, firstMs: 60 }, () => this.#tellState());
    this.#dossiers = new Throttle(given.timers, { everyMs: 100, firstMs: 0 }, () => this.#tellDossiers());
  }

  /** The state may have changed. */
  state(): void {
    this.#states.ask();
  }

  dossiers(codes: readonly DossierCode[]): void {
    for (const code of codes) this.#codes.add(code);
    this.#dossiers.ask();
    this.#states.ask();
  }

  /** Tells what is still to be told, then says no more. */
  stop(): void {
    this.#states.stop();
    this.#dossiers.stop();
    if (this.#codes.size > 0) this.#tellDossiers();
    this.#tellState();
  }

  #tellState(): void {
    const state = this.#given.state();
    const shown = JSON.stringify(state);
    if (shown === this.#told) return;
    this.#told = shown;
    this.#given.emit({ name: 'sync.changed', payload: state });
  }

  #tellDossiers(): void {
    const codes = [...this.#codes];
    this.#codes = new Set();
    if (codes.length > fewCodes) this.#given.emit({ name: 'dossiers.changed', payload: {} });
    else for (const code of codes) this.#given.emit({ name: 'dossiers.changed', payload: { code } });
    const notice = this.#given.newestNotice();
    if (notice !== this.#notice) this.#given.emit({ name: 'store.noticed', payload: {} });
    this.#notice = notice;
  }
}
