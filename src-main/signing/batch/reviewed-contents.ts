import { createHash } from 'node:crypto';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';

/** Reviews of a few persons at one machine; the oldest are forgotten. */
const remembered = 5_000;

/**
 * What a person was shown of each dossier in their last review: numbers, payees and totals stand there beside the
 * documents, and are signed by the eyes.
 */
export class ReviewedContents {
  readonly #digests = new Map<string, string>();

  show(username: string, code: DossierCode, content: DossierContent): void {
    const key = `${username} ${code}`;
    this.#digests.delete(key);
    this.#digests.set(key, digestOf(content));
    const [oldest] = this.#digests.keys();
    if (this.#digests.size > remembered && oldest !== undefined) this.#digests.delete(oldest);
  }

  was(username: string, code: DossierCode, content: DossierContent): boolean {
    return this.#digests.get(`${username} ${code}`) === digestOf(content);
  }
}

/** The same for the same content, whatever the order of its keys. */
function digestOf(content: DossierContent): string {
  const text = JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
