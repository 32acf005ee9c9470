import type { PresentPerson } from '#shared/contract/sync/http.ts';

/** Someone who says nothing for this long has left (ms). */
const forgottenAfter = 45_000;
/** Machines that one person may be present on. */
const mostDevices = 8;

interface Present {
  readonly unitCode: string;
  readonly person: PresentPerson;
  readonly until: number;
}

/** Who works on which dossier now. Kept in memory alone: after a restart everybody says it again. */
export class Presence {
  readonly #present = new Map<string, Present>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Notes where a person's machine is; returns whether that is news to others. */
  enter(unitCode: string, person: PresentPerson): boolean {
    const key = keyOf(person.username, person.device);
    const before = this.#present.get(key);
    if (before === undefined) this.#makeRoom(person.username);
    this.#present.set(key, { unitCode, person, until: this.#now().getTime() + forgottenAfter });
    return before?.person.code !== person.code || before.person.path !== person.path;
  }

  /** Returns whether it was there. */
  leave(username: string, device: string): boolean {
    return this.#present.delete(keyOf(username, device));
  }

  /** Forgets a person on every machine; returns whether they were there. */
  forget(username: string): boolean {
    const keys = this.#keysOf(username);
    for (const key of keys) this.#present.delete(key);
    return keys.length > 0;
  }

  /** Forgets those who have been silent; returns the units in which somebody has left. */
  expire(): ReadonlySet<string> {
    const now = this.#now().getTime();
    const units = new Set<string>();
    for (const [key, { unitCode, until }] of this.#present) {
      if (until > now) continue;
      this.#present.delete(key);
      units.add(unitCode);
    }
    return units;
  }

  /** Everybody of a unit; `withPaths`: the field too. */
  peopleOf(unitCode: string, withPaths: boolean): PresentPerson[] {
    return [...this.#present.values()]
      .filter((present) => present.unitCode === unitCode)
      .map(({ person }) => (withPaths ? person : { ...person, path: '' }));
  }

  #keysOf(username: string): readonly string[] {
    return [...this.#present].filter(([, { person }]) => person.username === username).map(([key]) => key);
  }

  /** The machine that was heard of longest ago gives way. */
  #makeRoom(username: string): void {
    const [oldest, ...others] = this.#keysOf(username);
    if (oldest !== undefined && others.length + 1 >= mostDevices) this.#present.delete(oldest);
  }
}

function keyOf(username: string, device: string): string {
  return `${device} ${username}`;
}
