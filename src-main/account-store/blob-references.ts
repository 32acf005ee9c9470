import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Query, StoreDatabase } from './store-database.ts';

/** What may cite an attachment: `draft:<code>`, `version:<id>`, `outbox:<sequence>`, `conflict:<code>`, `dossier:<code>`. */
export type BlobHolder = `${'draft' | 'version' | 'outbox' | 'conflict' | 'dossier'}:${string}`;

const holderOf: Query<{ readonly holder: string }> = {
  sql: 'SELECT holder FROM blob_references WHERE sha256 = ? LIMIT 1',
};

/** Which rows cite which attachment; one that nothing cites may be removed from the disk. */
export class BlobReferences {
  readonly #database: StoreDatabase;

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  isCited(sha256: string): boolean {
    return this.#database.get(holderOf, sha256) !== undefined;
  }

  add(holder: BlobHolder, content: Pick<DossierContent, 'attachments'>): void {
    for (const { sha256 } of content.attachments) {
      this.#database.run(
        'INSERT OR IGNORE INTO blob_references (holder, sha256) VALUES (?, ?)',
        holder,
        sha256,
      );
    }
  }

  set(holder: BlobHolder, content: Pick<DossierContent, 'attachments'>): void {
    this.drop(holder);
    this.add(holder, content);
  }

  drop(holder: BlobHolder): void {
    this.#database.run('DELETE FROM blob_references WHERE holder = ?', holder);
  }
}
