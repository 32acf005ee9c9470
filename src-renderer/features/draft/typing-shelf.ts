/**
 * Typing that could not be stored when its screen closed: the session had ended and somebody else signed in, the disk
 * was full, the dossier was sent by a colleague. Kept in this window's memory, never on the disk in the clear, and only
 * for whoever typed it.
 */
import type { UnsavedTyping } from './draft-session.ts';

export class TypingShelf {
  readonly #kept = new Map<string, ReadonlyMap<string, UnsavedTyping>>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  put(username: string, code: string, typing: UnsavedTyping): void {
    this.#kept.set(username, new Map(this.#kept.get(username)).set(code, typing));
    this.#tell();
  }

  of(username: string, code: string): UnsavedTyping | undefined {
    return this.#kept.get(username)?.get(code);
  }

  /** Codes of the drafts of which something is kept. */
  codes(username: string): readonly string[] {
    return [...(this.#kept.get(username)?.keys() ?? [])];
  }

  drop(username: string, code: string): void {
    const rest = new Map(this.#kept.get(username));
    rest.delete(code);
    this.#kept.set(username, rest);
    this.#tell();
  }

  get empty(): boolean {
    return [...this.#kept.values()].every((kept) => kept.size === 0);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The shelf of this window. */
export const typingShelf = new TypingShelf();
