import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { DossierCache } from '../account-store.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import type { StoreParts } from '../store-parts.ts';

/** The server's dossiers as last seen, and their places in the list. */
export class StoreDossiers implements DossierCache {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;

  constructor(parts: StoreParts, desk: DraftDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  get(code: DossierCode): ReturnType<DossierCache['get']> {
    const kept = this.#parts.dossiers.get(code);
    return kept === undefined ? undefined : { dossier: kept.dossier, asOf: kept.asOf };
  }

  put(dossier: ServerDossier): void {
    this.#parts.database.write(() => {
      const isNew = this.#parts.dossiers.put(dossier, 0, this.#parts.at());
      if (isNew) this.#desk.enlistDossier(dossier);
    });
  }
}
