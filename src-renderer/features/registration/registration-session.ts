/**
 * One registration dossier being edited: what stands on screen, what is kept on this machine, and the keeping between
 * them, one at a time. Typing is never taken back: what cannot be kept stays here and is tried again; another window's
 * edits are merged in, and what collides waits for the person.
 */
import { toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { mergeRegistration, sameRegistration } from './merge.ts';

export type KeepState =
  | { readonly kind: 'kept'; readonly at: Date | undefined }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'keeping' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Another window wrote something else into the same places; nothing is kept until the person has chosen. */
  | { readonly kind: 'collided'; readonly theirs: RegistrationView };

export interface RegistrationSnapshot {
  readonly content: RegistrationContent;
  /** As the core last gave it; its issues judge that copy. */
  readonly view: RegistrationView;
  readonly state: KeepState;
}

/** Typing that was not kept when its screen closed: made on top of `base`, which was kept as `revision`. */
export interface UnkeptTyping {
  readonly base: RegistrationContent;
  readonly revision: number;
  readonly content: RegistrationContent;
}

export interface RegistrationEffects {
  readonly keep: (baseRevision: number, content: RegistrationContent) => Promise<RegistrationView>;
  /** The copy as it is kept now. */
  readonly load: () => Promise<RegistrationView>;
  readonly now: () => Date;
  /** Runs `act` after `ms`; returns the function that calls it off. */
  readonly later: (act: () => void, ms: number) => () => void;
}

export interface Choices {
  readonly mine: RegistrationContent;
  readonly theirs: RegistrationContent;
}

/** A pause in typing (ms) before keeping, and before a failed try is repeated. */
export const pause = 300;
export const retryAfter = 5000;

/** No later try can succeed: it is past editing, or not on this machine. */
const lasting: readonly FailureCode[] = ['REGISTRATION_STATE', 'REGISTRATION_NOT_FOUND'];

export class RegistrationSession {
  readonly #effects: RegistrationEffects;
  readonly #listeners = new Set<() => void>();
  #snapshot: RegistrationSnapshot;
  /** What the kept copy holds; the same object as the snapshot's when nothing is unkept. */
  #stored: RegistrationContent;
  #revision: number;
  #running: Promise<void> | undefined;
  /** The newest view that arrived while keeping; taken in when that has ended. */
  #arrived: RegistrationView | undefined;
  #callOff = () => {};

  /** `resumed`: typing that an earlier session could not keep. */
  constructor(view: RegistrationView, effects: RegistrationEffects, resumed?: UnkeptTyping) {
    this.#effects = effects;
    this.#stored = resumed?.base ?? view.content;
    this.#revision = resumed?.revision ?? view.revision;
    this.#snapshot = {
      content: resumed?.content ?? view.content,
      view,
      state: resumed === undefined ? { kind: 'kept', at: undefined } : { kind: 'dirty' },
    };
    if (resumed !== undefined) this.#takeIn(view);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): RegistrationSnapshot => this.#snapshot;

  get unkept(): boolean {
    return this.#snapshot.content !== this.#stored;
  }

  /** What would be lost if the window forgot this session now. */
  get typing(): UnkeptTyping | undefined {
    if (!this.unkept) return undefined;
    return { base: this.#stored, revision: this.#revision, content: this.#snapshot.content };
  }

  /** Changes what stands on screen and keeps it after a pause. */
  edit(change: (content: RegistrationContent) => RegistrationContent): void {
    const content = change(this.#snapshot.content);
    if (content === this.#snapshot.content) return;
    const collided = this.#snapshot.state.kind === 'collided';
    const idle = this.#running === undefined && !collided;
    this.#show({ content, ...(idle ? { state: { kind: 'dirty' } as const } : {}) });
    if (!collided) this.#schedule(pause);
  }

  /** Keeps what is not kept, now. Resolves with true when everything is. */
  async flush(): Promise<boolean> {
    this.#callOff();
    while (this.unkept || this.#running !== undefined) {
      if (this.#snapshot.state.kind === 'collided') return false;
      this.#running ??= this.#keep();
      await this.#running;
      if (this.#snapshot.state.kind === 'failed') return false;
    }
    return true;
  }

  /** The dossier as the core has it now. Untouched places take what is new, typing stays. */
  receive(view: RegistrationView): void {
    if (this.#running !== undefined) {
      if (this.#arrived === undefined || view.revision >= this.#arrived.revision) this.#arrived = view;
      return;
    }
    const { state } = this.#snapshot;
    const known = state.kind === 'collided' ? state.theirs.revision : this.#revision;
    if (view.revision >= known) this.#takeIn(view);
  }

  /**
   * Runs a call that changes the dossier by itself (Lưu, Gửi lại thư) between two keeps; what is typed meanwhile is
   * merged into its outcome. False when what was typed before could not be kept. @throws what the call throws.
   */
  async between(act: (revision: number) => Promise<RegistrationView>): Promise<boolean> {
    if (!(await this.flush())) return false;
    let release = () => {};
    this.#running = new Promise((resolve) => (release = resolve));
    try {
      this.#takeIn(await act(this.#revision));
    } finally {
      this.#running = undefined;
      release();
      this.#catchUp();
    }
    if (this.unkept) this.#schedule(pause);
    return true;
  }

  /** What either choice would leave: they differ in what collides, and not in what one side alone has typed. */
  get choices(): Choices | undefined {
    const { state, content } = this.#snapshot;
    return state.kind === 'collided' ? this.#choices(content, state.theirs.content) : undefined;
  }

  #choices(mine: RegistrationContent, theirs: RegistrationContent): Choices {
    return {
      mine: mergeRegistration(this.#stored, mine, theirs).content,
      theirs: mergeRegistration(this.#stored, theirs, mine).content,
    };
  }

  /** Ends a collision: in the places that both changed stands what was typed here, or what the other window wrote. */
  async decide(side: 'mine' | 'theirs'): Promise<boolean> {
    const { state, content: mine } = this.#snapshot;
    if (state.kind !== 'collided') return this.flush();
    const theirs = state.theirs.content;
    const chosen = this.#choices(mine, theirs)[side];
    this.#revision = state.theirs.revision;
    this.#stored = theirs;
    const content = sameRegistration(chosen, theirs) ? theirs : chosen;
    this.#show({ content, view: state.theirs, state: this.#settled(content) });
    return this.flush();
  }

  /** Stops waiting for a better moment; what is not kept stays in `typing`. */
  close(): void {
    this.#callOff();
  }

  async #keep(): Promise<void> {
    const { content } = this.#snapshot;
    this.#show({ state: { kind: 'keeping' } });
    try {
      const view = await this.#effects.keep(this.#revision, content);
      this.#stored = content;
      this.#takeIn(view);
    } catch (thrown) {
      await this.#failed(toFailure(thrown));
    } finally {
      this.#running = undefined;
    }
    this.#catchUp();
    if (this.#snapshot.state.kind === 'dirty') this.#schedule(pause);
  }

  /** What another window has kept is merged or put before the person; anything else may pass by itself. */
  async #failed(failure: Failure): Promise<void> {
    if (failure.code === 'DOSSIER_CONFLICT') {
      try {
        const view = await this.#effects.load();
        if (view.revision !== this.#revision) {
          this.#takeIn(view);
          return;
        }
      } catch {
        // The failure of the keeping says more than that of the question.
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

  /** Puts a newer copy under what is on screen. */
  #takeIn(view: RegistrationView): void {
    const mine = this.#snapshot.content;
    if (sameRegistration(this.#stored, view.content)) {
      this.#revision = view.revision;
      this.#show({ view, state: this.#settled(mine) });
    } else {
      const merged = mergeRegistration(this.#stored, mine, view.content);
      if (merged.collisions.length > 0) {
        this.#callOff();
        this.#show({ state: { kind: 'collided', theirs: view } });
        return;
      }
      this.#stored = view.content;
      this.#revision = view.revision;
      const content = sameRegistration(merged.content, view.content) ? view.content : merged.content;
      this.#show({ content, view, state: this.#settled(content) });
    }
    if (this.unkept && this.#running === undefined) this.#schedule(pause);
  }

  #settled(content: RegistrationContent): KeepState {
    return content === this.#stored ? { kind: 'kept', at: this.#effects.now() } : { kind: 'dirty' };
  }

  #schedule(ms: number): void {
    this.#callOff();
    this.#callOff = this.#effects.later(() => void this.flush(), ms);
  }

  #show(change: Partial<RegistrationSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
