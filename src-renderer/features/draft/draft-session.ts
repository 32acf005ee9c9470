/**
 * One draft being edited: what stands on screen, what is stored, and the saves between them, one at a time. Typing is
 * never taken back: a failed save keeps the content here and is tried again.
 */
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { DossierView } from '#shared/contract/ipc.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: Date | undefined }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface DraftSnapshot {
  readonly content: DossierContent;
  /** As the core last stored it; its issues judge that version. */
  readonly view: DossierView;
  readonly state: SaveState;
}

export interface DraftEffects {
  readonly save: (baseVersion: number, content: DossierContent) => Promise<DossierView>;
  readonly now: () => Date;
  /** Runs `act` after `ms`; returns the function that calls it off. */
  readonly later: (act: () => void, ms: number) => () => void;
}

/** A pause in typing (ms) before a save, and before a failed one is tried again. */
export const pause = 700;
export const retryAfter = 5000;

export class DraftSession {
  readonly #effects: DraftEffects;
  readonly #listeners = new Set<() => void>();
  #snapshot: DraftSnapshot;
  /** The content that `view` holds; equal to the snapshot's when nothing is unsaved. */
  #stored: DossierContent;
  #version: number;
  #running: Promise<void> | undefined;
  #callOff = () => {};

  constructor(view: DossierView, effects: DraftEffects) {
    this.#effects = effects;
    this.#snapshot = { content: view.content, view, state: { kind: 'saved', at: undefined } };
    this.#stored = view.content;
    this.#version = view.version;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): DraftSnapshot => this.#snapshot;

  get unsaved(): boolean {
    return this.#snapshot.content !== this.#stored;
  }

  /** Version that the next save builds on. */
  get version(): number {
    return this.#version;
  }

  /** Why the last save failed, if it did. */
  get failure(): Failure | undefined {
    const { state } = this.#snapshot;
    return state.kind === 'failed' ? state.failure : undefined;
  }

  /** Changes what stands on screen and saves it after a pause. */
  edit(change: (content: DossierContent) => DossierContent): void {
    const content = change(this.#snapshot.content);
    if (content === this.#snapshot.content) return;
    this.#show({ content, ...(this.#running === undefined ? { state: { kind: 'dirty' } as const } : {}) });
    this.#schedule(pause);
  }

  /** Saves what is unsaved, now. Resolves with true when everything is stored. */
  async flush(): Promise<boolean> {
    this.#callOff();
    while (this.unsaved || this.#running !== undefined) {
      this.#running ??= this.#save();
      await this.#running;
      if (this.#snapshot.state.kind === 'failed') return false;
    }
    return true;
  }

  /**
   * Runs a call that makes a version of its own (attaching a file) between two saves; `merge` puts its outcome into
   * what has been typed meanwhile. False when the save before it failed (see the snapshot's state) and the call was not
   * made. @throws what the call throws.
   */
  async between<T extends { readonly dossier: DossierView }>(
    act: () => Promise<T>,
    merge: (content: DossierContent, outcome: T) => DossierContent,
    taken: (outcome: T) => void = () => undefined,
  ): Promise<boolean> {
    if (!(await this.flush())) return false;
    const before = this.#snapshot.content;
    let release = () => {};
    this.#running = new Promise((resolve) => (release = resolve));
    try {
      const outcome = await act();
      const typed = this.#snapshot.content;
      this.#stored = outcome.dossier.content;
      this.#version = outcome.dossier.version;
      const content = typed === before ? outcome.dossier.content : merge(typed, outcome);
      this.#show({ content, view: outcome.dossier, state: this.#settled(content) });
      taken(outcome);
    } finally {
      this.#running = undefined;
      release();
    }
    if (this.unsaved) this.#schedule(pause);
    return true;
  }

  /** After DOSSIER_CONFLICT: keeps what is typed and saves it on top of the stored version. */
  async keepTyped(stored: DossierView): Promise<boolean> {
    this.#version = stored.version;
    this.#stored = stored.content;
    this.#show({ view: stored });
    return this.flush();
  }

  /** After DOSSIER_CONFLICT: drops what is typed. */
  takeStored(stored: DossierView): void {
    this.#callOff();
    this.#version = stored.version;
    this.#stored = stored.content;
    this.#show({
      content: stored.content,
      view: stored,
      state: { kind: 'saved', at: this.#effects.now() },
    });
  }

  async #save(): Promise<void> {
    const { content } = this.#snapshot;
    this.#show({ state: { kind: 'saving' } });
    try {
      const view = await this.#effects.save(this.#version, content);
      this.#version = view.version;
      this.#stored = content;
      this.#show({ view, state: this.#settled(this.#snapshot.content) });
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#show({ state: { kind: 'failed', failure } });
      // A conflict needs a decision; anything else may pass by itself.
      if (failure.code !== 'DOSSIER_CONFLICT') this.#schedule(retryAfter);
    } finally {
      this.#running = undefined;
    }
    if (this.#snapshot.state.kind === 'dirty') this.#schedule(pause);
  }

  #settled(content: DossierContent): SaveState {
    return content === this.#stored ? { kind: 'saved', at: this.#effects.now() } : { kind: 'dirty' };
  }

  #schedule(ms: number): void {
    this.#callOff();
    this.#callOff = this.#effects.later(() => void this.flush(), ms);
  }

  #show(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
