import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { SeenDocument, SeenShelf } from '../account-store.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

const documents: Query<{
  readonly document_id: string;
  readonly version: number;
  readonly original_sha256: string;
}> = { sql: 'SELECT document_id, version, original_sha256 FROM seen_documents WHERE code = ?' };
const contents: Query<{ readonly version: number; readonly content: string }> = {
  sql: 'SELECT version, content FROM seen_contents WHERE code = ? ORDER BY version',
};

/** What of each dossier was on this person's screen, and in which version. */
export class StoreSeen implements SeenShelf {
  readonly #database: StoreDatabase;
  readonly #at: () => string;

  constructor(database: StoreDatabase, at: () => string) {
    this.#database = database;
    this.#at = at;
  }

  saw(code: DossierCode, document: SeenDocument, content: DossierContent): void {
    const { documentId, version, originalSha256 } = document;
    this.#database.write(() => {
      this.#database.run(
        `INSERT INTO seen_documents (code, document_id, version, original_sha256, seen_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (code, document_id) DO UPDATE
         SET version = excluded.version, original_sha256 = excluded.original_sha256, seen_at = excluded.seen_at`,
        code,
        documentId,
        version,
        originalSha256,
        this.#at(),
      );
      this.#database.run(
        `INSERT INTO seen_contents (code, version, content) VALUES (?, ?, ?) ON CONFLICT (code, version) DO NOTHING`,
        code,
        version,
        JSON.stringify(content),
      );
      // A version of which nothing was seen last tells nothing any more.
      this.#database.run(
        `DELETE FROM seen_contents WHERE code = ? AND version NOT IN
           (SELECT version FROM seen_documents WHERE code = ?)`,
        code,
        code,
      );
    });
  }

  documents(code: DossierCode): readonly SeenDocument[] {
    return this.#database.all(documents, code).map(({ document_id, version, original_sha256 }) => ({
      documentId: document_id,
      version,
      originalSha256: original_sha256,
    }));
  }

  contents(code: DossierCode): ReadonlyMap<number, DossierContent> {
    return new Map(
      this.#database
        .all(contents, code)
        // Written by `saw` from a parsed dossier.
        .map(({ version, content }) => [version, JSON.parse(content) as DossierContent]),
    );
  }
}
