/**
 * One draft being edited: what stands on screen, what is stored, and the saves between them, one at a time. The stored
 * draft may move under the editor (a colleague, another machine, another window): both are merged in place. Typing is
 * never taken back: a failed save keeps the content here and is tried again, and what collides waits for the person.
 */
import { toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { ContentConflict, ContentPath } from '#shared/domain/drafts/content-change.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import { mergeContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';

/** Typing that collides with what was stored meanwhile; nothing is saved until the person has chosen. */
export interface Collision {
  readonly base: DossierContent;
  readonly theirs: DossierView;
  readonly conflicts: readonly ContentConflict[];
}

export type SaveState =
  | { readonly kind: 'saved'; readonly at: Date | undefined }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'collided'; readonly collision: Collision };

/** What has just changed on screen without this person's typing. */
export interface Arrival {
  /** Grows with each arrival. */
  readonly number: number;
  readonly paths: readonly ContentPath[];
  /** Name of the colleague; undefined when it was this person (undo, another machine, an old version). */
  readonly by: string | undefined;
}

export interface DraftSnapshot {
  readonly content: DossierContent;
  /** As the core last stored it; its issues judge that version. */
  readonly view: DossierView;
  readonly state: SaveState;
  readonly arrival: Arrival | undefined;
}

/** Typing that was not stored when its screen closed: made on top of `base`, which was stored as `version`. */
export interface UnsavedTyping {
  readonly base: DossierContent;
  readonly version: number;
  readonly content: DossierContent;
}

export interface DraftEffects {
  readonly save: (baseVersion: number, content: DossierContent) => Promise<DossierView>;
  /** The draft as it is stored now. */
  readonly load: () => Promise<DossierView>;
  readonly now: () => Date;
  /** Runs `act` after `ms`; returns the function that calls it off. */
  readonly later: (act: () => void, ms: number) => () => void;
}

/** A pause in typing (ms) before a save, and before a failed one is tried again. */
export const pause = 300;
export const retryAfter = 5000;

/** No later try can succeed: the draft is no draft any more, or it is not this person's session. */
const lasting: readonly FailureCode[] = ['DOSSIER_FROZEN', 'DOSSIER_NOT_FOUND', 'ROLE_FORBIDDEN'];

export class DraftSession {
  readonly #effects: DraftEffects;
  readonly #listeners = new Set<() => void>();
  #snapshot: DraftSnapshot;
  /** The content that the stored version holds; the same object as the snapshot's when nothing is unsaved. */
  #stored: DossierContent;
  #version: number;
  #running: Promise<void> | undefined;
  /** The newest view that arrived during a save; taken in when that has ended. */
  #arrived: DossierView | undefined;
  #arrivals = 0;
  #callOff = () => {};

  /** `resumed`: typing that an earlier session could not store. */
  constructor(view: DossierView, effects: DraftEffects, resumed?: UnsavedTyping) {
    this.#effects = effects;
    this.#stored = resumed?.base ?? view.content;
    this.#version = resumed?.version ?? view.version;
    this.#snapshot = {
      content: resumed?.content ?? view.content,
      view,
      state: resumed === undefined ? { kind: 'saved', at: undefined } : { kind: 'dirty' },
      arrival: undefined,
    };
    if (resumed === undefined) return;
    if (view.version === resumed.version) this.#schedule(pause);
    else this.#takeIn(view, view.draft?.changedBy);
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
    if (state.kind === 'collided') return { code: 'DOSSIER_CONFLICT' };
    return state.kind === 'failed' ? state.failure : undefined;
  }

  /** What would be lost if the window forgot this session now. */
  get typing(): UnsavedTyping | undefined {
    if (!this.unsaved) return undefined;
    return { base: this.#stored, version: this.#version, content: this.#snapshot.content };
  }

  /** Changes what stands on screen and saves it after a pause. */
  edit(change: (content: DossierContent) => DossierContent): void {
    const content = change(this.#snapshot.content);
    if (content === this.#snapshot.content) return;
    const idle = this.#running === undefined && this.#snapshot.state.kind !== 'collided';
    this.#show({ content, ...(idle ? { state: { kind: 'dirty' } as const } : {}) });
    if (this.#snapshot.state.kind !== 'collided') this.#schedule(pause);
  }

  /** Saves what is unsaved, now. Resolves with true when everything is stored. */
  async flush(): Promise<boolean> {
    this.#callOff();
    while (this.unsaved || this.#running !== undefined) {
      if (this.#snapshot.state.kind === 'collided') return false;
      this.#running ??= this.#save();
      await this.#running;
      if (this.#snapshot.state.kind === 'failed') return false;
    }
    return true;
  }

  /**
   * The draft as the core has it now. Untouched places take what is new, typing stays; the same place typed and changed
   * makes a collision. Older views than the one at hand are passed over.
   */
  receive(view: DossierView): void {
    if (this.#running !== undefined) {
      if (this.#arrived === undefined || view.version >= this.#arrived.version) this.#arrived = view;
      return;
    }
    const { state } = this.#snapshot;
    const known = state.kind === 'collided' ? state.collision.theirs.version : this.#version;
    // A returned dossier counts its versions apart from the draft that mends it.
    const samePlace = view.place === this.#snapshot.view.place;
    if (samePlace && view.version < known) return;
    // The same content; sent meanwhile, judged anew, or somebody else's now.
    if (samePlace && view.version === this.#version) this.#show({ view });
    else this.#takeIn(view, view.draft?.changedBy);
  }

  /**
   * Runs a call that makes a version of its own (attaching a file, undo, an old version) between two saves; what has
   * been typed meanwhile is merged into its outcome. False when the save before it failed (see the snapshot's state)
   * and the call was not made. @throws what the call throws.
   */
  async between<T extends { readonly dossier: DossierView }>(
    act: () => Promise<T>,
    taken: (outcome: T) => void = () => undefined,
  ): Promise<boolean> {
    if (!(await this.flush())) return false;
    let release = () => {};
    this.#running = new Promise((resolve) => (release = resolve));
    try {
      const outcome = await act();
      this.#takeIn(outcome.dossier, undefined);
      taken(outcome);
    } finally {
      this.#running = undefined;
      release();
      this.#catchUp();
    }
    if (this.unsaved) this.#schedule(pause);
    return true;
  }

  /**
   * Ends a collision with what the person chose. What was typed becomes a version of its own first when some of it was
   * given up, so that the losing side too can be found in the history. False when it could not be stored, or theirs
   * moved on again (a new collision stands in the snapshot then).
   */
  async decide(chosen: DossierContent): Promise<boolean> {
    const { state, content: typed } = this.#snapshot;
    if (state.kind !== 'collided') return this.flush();
    const { theirs } = state.collision;
    this.#version = theirs.version;
    this.#stored = theirs.content;
    this.#show({ view: theirs, state: { kind: 'dirty' } });
    if (!sameContent(typed, chosen) && !sameContent(typed, theirs.content) && !(await this.flush()))
      return false;
    this.edit(() => (sameContent(chosen, this.#stored) ? this.#stored : chosen));
    return this.flush();
  }

  /** Stops waiting for a better moment to save; what is unsaved stays in `typing`. */
  close(): void {
    this.#callOff();
  }

  async #save(): Promise<void> {
    const { content } = this.#snapshot;
    this.#show({ state: { kind: 'saving' } });
    try {
      const view = await this.#effects.save(this.#version, content);
      this.#stored = content;
      if (sameContent(content, view.content)) {
        this.#version = view.version;
        this.#show({ view, state: this.#settled(this.#snapshot.content) });
      } else this.#takeIn(view, view.draft?.changedBy);
    } catch (thrown) {
      await this.#failed(toFailure(thrown));
    } finally {
      this.#running = undefined;
    }
    this.#catchUp();
    if (this.#snapshot.state.kind === 'dirty') this.#schedule(pause);
  }

  /** A conflict is merged or put before the person; anything else may pass by itself. */
  async #failed(failure: Failure): Promise<void> {
    if (failure.code === 'DOSSIER_CONFLICT') {
      try {
        const view = await this.#effects.load();
        if (view.version !== this.#version) {
          this.#takeIn(view, view.draft?.changedBy);
          return;
        }
      } catch {
        // The failure of the save says more than that of the question.
      }
    }
    this.#show({ state: { kind: 'failed', failure } });
    if (!lasting.includes(failure.code)) this.#schedule(retryAfter);
  }

  #catchUp(): void {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    if (arrived !== undefined) this.receive(arrived);
  }

  /** Puts a newer stored version under what is on screen. `by`: who made it. */
  #takeIn(view: DossierView, by: string | undefined): void {
    const shown = this.#snapshot.content;
    const merged = mergeContent(this.#stored, shown, view.content);
    if (merged.conflicts.length > 0) {
      this.#callOff();
      const collision = { base: this.#stored, theirs: view, conflicts: merged.conflicts };
      this.#show({ state: { kind: 'collided', collision } });
      return;
    }
    // The merge leaves what did not change the same object: only the lines that did are drawn again.
    const { content } = merged;
    this.#stored = sameContent(content, view.content) ? content : view.content;
    this.#version = view.version;
    const paths = contentChanges(shown, content).map(({ path }) => path);
    if (paths.length > 0) this.#arrivals += 1;
    this.#show({
      content,
      view,
      state: this.#settled(content),
      ...(paths.length > 0 ? { arrival: { number: this.#arrivals, paths, by } } : {}),
    });
    if (this.unsaved && this.#running === undefined) this.#schedule(pause);
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
