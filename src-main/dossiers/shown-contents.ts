import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';

/** A person looks at a few dossiers before one is signed. */
const remembered = 50;

/** What a person was last shown of each dossier: title, payee and total beside the documents are signed by their eyes. */
export class ShownContents {
  readonly #contents = new Map<string, DossierContent>();

  show(username: string, code: DossierCode, content: DossierContent): void {
    const key = `${username} ${code}`;
    this.#contents.delete(key);
    this.#contents.set(key, content);
    const [oldest] = this.#contents.keys();
    if (this.#contents.size > remembered && oldest !== undefined) this.#contents.delete(oldest);
  }

  /** Whether this content is the one that the person was shown last. */
  was(username: string, code: DossierCode, content: DossierContent): boolean {
    const shown = this.#contents.get(`${username} ${code}`);
    return shown !== undefined && sameContent(shown, content);
  }
}
