import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { KeptSignature, SignatureKey, SignatureShelf } from '../account-store.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

interface Row {
  readonly document_id: string;
  readonly base_sha256: string;
  readonly thumbprint: string;
  readonly version: number;
  readonly sha256: string;
  readonly head: number;
  readonly tail: number;
  readonly inserted: Uint8Array;
}

const one: Query<Row> = {
  sql: `SELECT document_id, base_sha256, thumbprint, version, sha256, head, tail, inserted FROM kept_signatures
        WHERE code = ? AND version = ? AND document_id = ? AND base_sha256 = ? AND thumbprint = ?`,
};
const keys: Query<Pick<Row, 'document_id' | 'base_sha256' | 'thumbprint' | 'version'>> = {
  sql: 'SELECT document_id, base_sha256, thumbprint, version FROM kept_signatures WHERE code = ?',
};
const codes: Query<{ readonly code: DossierCode }> = {
  sql: 'SELECT DISTINCT code FROM kept_signatures ORDER BY code',
};

/** Signatures that were made on this machine and that the server has not taken yet. */
export class StoreSignatures implements SignatureShelf {
  readonly #database: StoreDatabase;
  readonly #at: () => string;

  constructor(database: StoreDatabase, at: () => string) {
    this.#database = database;
    this.#at = at;
  }

  keep(signatures: readonly KeptSignature[]): void {
    const at = this.#at();
    this.#database.write(() => {
      for (const { code, version, documentId, base, thumbprint, sha256, head, tail, inserted } of signatures)
        this.#database.run(
          `INSERT INTO kept_signatures
             (code, version, document_id, base_sha256, thumbprint, sha256, head, tail, inserted, made_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (code, version, document_id, base_sha256, thumbprint) DO NOTHING`,
          code,
          version,
          documentId,
          base,
          thumbprint,
          sha256,
          head,
          tail,
          inserted,
          at,
        );
    });
  }

  get({ code, version, documentId, base, thumbprint }: SignatureKey): KeptSignature | undefined {
    const row = this.#database.get(one, code, version, documentId, base, thumbprint);
    if (row === undefined) return undefined;
    const { sha256, head, tail } = row;
    return {
      code,
      version,
      documentId,
      base,
      thumbprint,
      sha256,
      head,
      tail,
      inserted: new Uint8Array(row.inserted),
    };
  }

  list(code: DossierCode): readonly SignatureKey[] {
    return this.#database.all(keys, code).map(({ document_id, base_sha256, thumbprint, version }) => ({
      code,
      version,
      documentId: document_id,
      base: base_sha256,
      thumbprint,
    }));
  }

  codes(): readonly DossierCode[] {
    return this.#database.all(codes).map(({ code }) => code);
  }

  drop(signatures: readonly SignatureKey[]): void {
    this.#database.write(() => {
      for (const { code, version, documentId, base, thumbprint } of signatures)
        this.#database.run(
          `DELETE FROM kept_signatures
           WHERE code = ? AND version = ? AND document_id = ? AND base_sha256 = ? AND thumbprint = ?`,
          code,
          version,
          documentId,
          base,
          thumbprint,
        );
    });
  }
}
