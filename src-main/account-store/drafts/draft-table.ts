import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { emptyContent, storedContent, type DraftRow } from './draft-row.ts';

const byCode: Query<DraftRow> = { sql: 'SELECT * FROM drafts WHERE code = ?' };
const stateByCode: Query<Pick<DraftRow, 'state'>> = { sql: 'SELECT state FROM drafts WHERE code = ?' };
const baseOf: Query<{ readonly content: string }> = { sql: 'SELECT content FROM bases WHERE code = ?' };
const recoded: Query<{ readonly code: DossierCode }> = { sql: 'SELECT code FROM recodes WHERE old_code = ?' };
const openCodes: Query<{ readonly code: DossierCode }> = {
  sql: "SELECT code FROM drafts WHERE state = 'open' ORDER BY id DESC",
};

/** Rows of drafts and of the server's contents that their unsent changes build on. */
export class DraftTable {
  readonly #database: StoreDatabase;
  readonly #references: BlobReferences;

  constructor(database: StoreDatabase, references: BlobReferences) {
    this.#database = database;
    this.#references = references;
  }

  get(code: DossierCode): DraftRow | undefined {
    return this.#database.get(byCode, code);
  }

  /** Without its content, which may be large. */
  stateOf(code: DossierCode): DraftRow['state'] | undefined {
    return this.#database.get(stateByCode, code)?.state;
  }

  /** The code that a draft has now, whatever it had before. */
  present(code: DossierCode): DossierCode {
    if (this.stateOf(code) !== undefined) return code;
    return this.#database.get(recoded, code)?.code ?? code;
  }

  wasRecoded(code: DossierCode): boolean {
    return this.#database.get(recoded, code) !== undefined;
  }

  open(): readonly DossierCode[] {
    return this.#database.all(openCodes).map(({ code }) => code);
  }

  insert(row: DraftRow, content: DossierContent): void {
    this.#database.run(
      `INSERT INTO drafts (code, unit_code, owner, owner_name, version, sent_version, state, dossier_version,
         server_version, server_sequence, server_state, created_at, updated_at, changed_by, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.code,
      row.unit_code,
      row.owner,
      row.owner_name,
      row.version,
      row.sent_version,
      row.state,
      row.dossier_version,
      row.server_version,
      row.server_sequence,
      row.server_state,
      row.created_at,
      row.updated_at,
      row.changed_by,
      row.content,
    );
    this.#references.add(`draft:${row.code}`, content);
  }

  /** Writes the row with `change` made to it. */
  update(before: DraftRow, change: Partial<DraftRow>): DraftRow {
    const after: DraftRow = { ...before, ...change };
    const values = [
      after.owner,
      after.owner_name,
      after.version,
      after.sent_version,
      after.state,
      after.dossier_version,
      after.server_version,
      after.server_sequence,
      after.server_state,
      after.created_at,
      after.updated_at,
      after.changed_by,
    ];
    const assigned = `owner = ?, owner_name = ?, version = ?, sent_version = ?, state = ?, dossier_version = ?,
      server_version = ?, server_sequence = ?, server_state = ?, created_at = ?, updated_at = ?, changed_by = ?`;
    if (after.content === before.content) {
      this.#database.run(`UPDATE drafts SET ${assigned} WHERE code = ?`, ...values, after.code);
    } else {
      this.#database.run(
        `UPDATE drafts SET ${assigned}, content = ? WHERE code = ?`,
        ...values,
        after.content,
        after.code,
      );
      this.#references.set(`draft:${after.code}`, storedContent(after.content));
    }
    return after;
  }

  /** Gives a draft another code. */
  recode(from: DossierCode, to: DossierCode): void {
    this.#database.run('UPDATE drafts SET code = ? WHERE code = ?', to, from);
    this.#database.run('UPDATE bases SET code = ? WHERE code = ?', to, from);
    // A draft that is given a third code is found under both that it had before.
    this.#database.run('UPDATE recodes SET code = ? WHERE code = ?', to, from);
    this.#database.run(
      'INSERT INTO recodes (old_code, code) VALUES (?, ?) ON CONFLICT (old_code) DO UPDATE SET code = excluded.code',
      from,
      to,
    );
    this.#references.drop(`draft:${from}`);
  }

  /** The server's content that the draft builds on; an empty one when the server never had it. */
  base(row: DraftRow): DossierContent {
    const kept = this.#database.get(baseOf, row.code);
    if (kept !== undefined) return storedContent(kept.content);
    return row.server_version > 0 ? storedContent(row.content) : emptyContent;
  }

  /** Before the first change of a draft that equals the server's: keeps what stands as its base. */
  keepBase(row: DraftRow): void {
    if (row.server_version === 0) return;
    this.#database.run('INSERT OR IGNORE INTO bases (code, content) VALUES (?, ?)', row.code, row.content);
  }

  /** The server's content is now this one. */
  setBase(row: DraftRow, content: DossierContent): void {
    if (sameContent(content, storedContent(row.content))) {
      this.#database.run('DELETE FROM bases WHERE code = ?', row.code);
      return;
    }
    this.putBase(row.code, content);
  }

  putBase(code: DossierCode, content: DossierContent): void {
    this.#database.run(
      'INSERT INTO bases (code, content) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET content = excluded.content',
      code,
      JSON.stringify(content),
    );
  }

  dropBase(code: DossierCode): void {
    this.#database.run('DELETE FROM bases WHERE code = ?', code);
  }
}
