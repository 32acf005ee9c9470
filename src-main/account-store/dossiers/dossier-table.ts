import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

interface Kept {
  readonly sequence: number;
  readonly as_of: string;
  readonly dossier: string;
}
const byCode: Query<Kept> = { sql: 'SELECT sequence, as_of, dossier FROM dossiers WHERE code = ?' };
const unseen: Query<Kept & { readonly code: DossierCode }> = {
  sql: `SELECT code, sequence, as_of, dossier FROM dossiers AS d
        WHERE NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'dossier' AND s.code = d.code)`,
};

export interface KeptDossier {
  readonly dossier: ServerDossier;
  /** Place in the server's order at which it was seen; 0 when a call answered it. */
  readonly sequence: number;
  readonly asOf: string;
}

/** The server's dossiers as last seen. */
export class DossierTable {
  readonly #database: StoreDatabase;
  readonly #references: BlobReferences;

  constructor(database: StoreDatabase, references: BlobReferences) {
    this.#database = database;
    this.#references = references;
  }

  get(code: DossierCode): KeptDossier | undefined {
    const found = this.#database.get(byCode, code);
    return found === undefined ? undefined : kept(found);
  }

  /** Keeps a dossier; answers whether it differs from what was kept. */
  put(dossier: ServerDossier, sequence: number, asOf: string): boolean {
    const json = JSON.stringify(dossier);
    // Tried before it is looked for: a first pull brings thousands, and none is known.
    const added = this.#database.run(
      'INSERT INTO dossiers (code, sequence, as_of, dossier) VALUES (?, ?, ?, ?) ON CONFLICT (code) DO NOTHING',
      dossier.code,
      sequence,
      asOf,
      json,
    );
    if (added > 0) {
      this.#references.add(`dossier:${dossier.code}`, dossier.content);
      return true;
    }
    if (this.#database.get(byCode, dossier.code)?.dossier === json) {
      this.#database.run(
        'UPDATE dossiers SET sequence = max(sequence, ?), as_of = ? WHERE code = ?',
        sequence,
        asOf,
        dossier.code,
      );
      return false;
    }
    this.#database.run(
      'UPDATE dossiers SET sequence = max(sequence, ?), as_of = ?, dossier = ? WHERE code = ?',
      sequence,
      asOf,
      json,
      dossier.code,
    );
    this.#references.set(`dossier:${dossier.code}`, dossier.content);
    return true;
  }

  drop(code: DossierCode): void {
    this.#database.run('DELETE FROM dossiers WHERE code = ?', code);
    this.#references.drop(`dossier:${code}`);
  }

  /** Those that a full pull has not shown. */
  unseen(): readonly KeptDossier[] {
    return this.#database.all(unseen).map(kept);
  }
}

function kept(row: Kept): KeptDossier {
  // Written by `put` from a parsed dossier.
  return { dossier: JSON.parse(row.dossier) as ServerDossier, sequence: row.sequence, asOf: row.as_of };
}
