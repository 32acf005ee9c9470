import type { ContentChoice, ContentConflict, ContentPath } from './content-change.ts';

/** Makes a path; most paths are never asked for. */
export type PathOf = () => ContentPath;

/** The three forms of one thing that is merged; without `base` both sides have added it. */
export interface Sides<T> {
  readonly base: T | undefined;
  readonly mine: T;
  readonly theirs: T;
}

/** Gathers what collides and answers which side stands there: the chosen one, mine while nobody has chosen. */
export class Decisions {
  readonly #choices: Readonly<Record<ContentPath, ContentChoice>>;
  readonly #conflicts: ContentConflict[] = [];
  readonly #outer: Decisions | undefined;

  constructor(choices: Readonly<Record<ContentPath, ContentChoice>>, outer?: Decisions) {
    this.#choices = choices;
    this.#outer = outer;
  }

  get conflicts(): readonly ContentConflict[] {
    return this.#conflicts;
  }

  choose(conflict: ContentConflict): ContentChoice {
    this.#conflicts.push(conflict);
    return Object.hasOwn(this.#choices, conflict.path) ? (this.#choices[conflict.path] ?? 'mine') : 'mine';
  }

  /** Decisions that count only once they are kept. */
  nested(): Decisions {
    return new Decisions(this.#choices, this);
  }

  keep(): void {
    const outer = this.#outer;
    if (outer !== undefined) for (const conflict of this.#conflicts) outer.#conflicts.push(conflict);
  }
}

/** Leaves out what is not there: in a conflict an absent side means that it has removed the thing. */
export function present(values: Readonly<Record<'before' | 'mine' | 'theirs', unknown>>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
