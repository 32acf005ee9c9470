import type { ServerDraft } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

const byCode: Query<{ readonly count: number; readonly theirs: string }> = {
  sql: 'SELECT count, theirs FROM conflicts WHERE code = ?',
};
const countOf: Query<{ readonly count: number }> = { sql: 'SELECT count FROM conflicts WHERE code = ?' };
const all: Query<{ readonly count: number }> = { sql: 'SELECT count(*) AS count FROM conflicts' };

/** The server's side of drafts that collide with it. */
export class ConflictTable {
  readonly #database: StoreDatabase;
  readonly #references: BlobReferences;

  constructor(database: StoreDatabase, references: BlobReferences) {
    this.#database = database;
    this.#references = references;
  }

  theirs(code: DossierCode): ServerDraft | undefined {
    const found = this.#database.get(byCode, code);
    // Written below from a parsed draft.
    return found === undefined ? undefined : (JSON.parse(found.theirs) as ServerDraft);
  }

  /** Places to decide; 0 when the draft is in no conflict. */
  countOf(code: DossierCode): number {
    return this.#database.get(countOf, code)?.count ?? 0;
  }

  /** Drafts in conflict. */
  count(): number {
    return this.#database.get(all)?.count ?? 0;
  }

  set(theirs: ServerDraft, count: number): void {
    this.#database.run(
      `INSERT INTO conflicts (code, count, theirs) VALUES (?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET count = excluded.count, theirs = excluded.theirs`,
      theirs.code,
      count,
      JSON.stringify(theirs),
    );
    this.#references.set(`conflict:${theirs.code}`, theirs.content);
  }

  drop(code: DossierCode): void {
    if (this.#database.run('DELETE FROM conflicts WHERE code = ?', code) > 0) {
      this.#references.drop(`conflict:${code}`);
    }
  }
}
