/**
 * Remembers every value that somebody wrote, so that at the end each can be accounted for: it stands, or somebody who
 * saw it replaced it. Every value of a run is written with a number of its own, and so is every id.
 */
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';

let written = 0;

/** A text that no other write has. */
export function uniqueText(): string {
  written += 1;
  return `số ${written}.`;
}

/** An id that nothing else has. */
export function uniqueId(): string {
  written += 1;
  return `id${written}x`;
}

/** Everything in a content that tells one write from another. */
export function marksOf(content: DossierContent): ReadonlySet<string> {
  return new Set(JSON.stringify(content).match(/số \d+\.|id\d+x|[0-9a-f]{64}/g) ?? []);
}

export class Witness {
  readonly #written = new Map<string, string>();
  readonly #replaced = new Set<string>();

  /** Somebody changed what they saw. `who` is for the message when a value is missing in the end. */
  saw(who: string, before: DossierContent | undefined, after: DossierContent | undefined): void {
    const [old, now] = [before, after].map((content) =>
      content === undefined ? new Set<string>() : marksOf(content),
    );
    for (const mark of now ?? []) if (old?.has(mark) !== true) this.#written.set(mark, who);
    for (const mark of old ?? []) if (now?.has(mark) !== true) this.#replaced.add(mark);
  }

  /** Writes that neither stand nor were replaced by anybody who had seen them. */
  lost(standing: ReadonlySet<string>): readonly string[] {
    return Array.from(this.#written)
      .filter(([mark]) => !standing.has(mark) && !this.#replaced.has(mark))
      .map(([mark, who]) => `${mark} written by ${who}`);
  }
}
