import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { storedContent } from './draft-row.ts';
import { collapsible, type VersionFacts } from './thinning.ts';

export type VersionCause = DraftVersion['cause'];

export interface VersionRow extends VersionFacts {
  readonly version: number;
  readonly server_sequence: number | null;
  readonly server_version: number | null;
}

/** A content's number and place in the server's order. */
export interface ServerPlace {
  readonly version: number;
  readonly sequence: number;
}

export interface NewVersion {
  readonly code: DossierCode;
  readonly version: number;
  readonly at: string;
  /** Name of the person. */
  readonly by: string;
  readonly cause: VersionCause;
  /** Whether undo takes it back. */
  readonly step: boolean;
  /** Under which number and place the server has it, when it came from there. */
  readonly server: ServerPlace | undefined;
  readonly content: DossierContent;
  /** JSON of the content, where the caller has it already. */
  readonly json: string;
}

const columns = 'id, version, at, by_name, cause, step, server_sequence, server_version, size';
const ofDraft: Query<VersionRow> = {
  sql: `SELECT ${columns} FROM versions WHERE code = ? ORDER BY id DESC`,
};
const newestOfDraft: Query<VersionRow> = {
  sql: `SELECT ${columns} FROM versions WHERE code = ? ORDER BY id DESC LIMIT ?`,
};
const byId: Query<VersionRow & { readonly content: Buffer }> = {
  sql: `SELECT ${columns}, content FROM versions WHERE code = ? AND id = ?`,
};
const byNumber: Query<{ readonly content: Buffer }> = {
  sql: "SELECT content FROM versions WHERE code = ? AND version = ? AND cause <> 'kept' ORDER BY id DESC LIMIT 1",
};
const justBefore: Query<{ readonly content: Buffer }> = {
  sql: "SELECT content FROM versions WHERE code = ? AND id < ? AND cause <> 'kept' ORDER BY id DESC LIMIT 1",
};
const newestDone: Query<{ readonly id: number; readonly content: Buffer }> = {
  sql: 'SELECT id, content FROM versions WHERE code = ? AND step = 1 ORDER BY id DESC LIMIT 1',
};
const lastUndone: Query<{ readonly id: number; readonly content: Buffer }> = {
  sql: 'SELECT id, content FROM versions WHERE code = ? AND step = 2 ORDER BY id LIMIT 1',
};
const anyStep: Query<{ readonly id: number }> = {
  sql: 'SELECT id FROM versions WHERE code = ? AND step = ? LIMIT 1',
};
const knownToServer: Query<{ readonly content: Buffer }> = {
  sql: `SELECT content FROM versions WHERE code = ? AND server_sequence IS NOT NULL AND server_sequence <= ?
        ORDER BY server_sequence DESC LIMIT 1`,
};

/** Versions of drafts on this machine. */
export class VersionTable {
  readonly #database: StoreDatabase;
  readonly #references: BlobReferences;

  constructor(database: StoreDatabase, references: BlobReferences) {
    this.#database = database;
    this.#references = references;
  }

  add(version: NewVersion): void {
    const json = Buffer.from(version.json);
    const id = this.#database.insert(
      `INSERT INTO versions (code, version, at, by_name, cause, step, server_sequence, server_version, size, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      version.code,
      version.version,
      version.at,
      version.by,
      version.cause,
      version.step ? 1 : 0,
      version.server?.sequence ?? null,
      version.server?.version ?? null,
      json.length,
      deflateRawSync(json, { level: 1 }),
    );
    this.#references.add(`version:${id}`, version.content);
    // A new step leaves nothing to be done again.
    if (version.step) {
      this.#database.run('UPDATE versions SET step = 3 WHERE code = ? AND step = 2', version.code);
    }
    this.#thin(version.code, json.length);
  }

  /** Newest first. */
  list(code: DossierCode): readonly VersionRow[] {
    return this.#database.all(ofDraft, code);
  }

  get(
    code: DossierCode,
    id: number,
  ): { readonly row: VersionRow; readonly content: DossierContent } | undefined {
    const found = this.#database.get(byId, code, id);
    return found === undefined ? undefined : { row: found, content: inflated(found.content) };
  }

  /** What a draft held at a version of this machine; undefined when that is not known any more. */
  contentAt(code: DossierCode, version: number): DossierContent | undefined {
    return contentOf(this.#database.get(byNumber, code, version));
  }

  /** What stood just before a version. */
  contentBefore(code: DossierCode, id: number): DossierContent | undefined {
    return contentOf(this.#database.get(justBefore, code, id));
  }

  /** The newest content that the server had at or before a place in its order. */
  contentAtServer(code: DossierCode, sequence: number): DossierContent | undefined {
    return contentOf(this.#database.get(knownToServer, code, sequence));
  }

  /** The server has a version of this machine since that place in its order. */
  reachedServer(code: DossierCode, version: number, place: ServerPlace): void {
    this.#database.run(
      "UPDATE versions SET server_sequence = ?, server_version = ? WHERE code = ? AND version = ? AND cause <> 'kept'",
      place.sequence,
      place.version,
      code,
      version,
    );
  }

  has(code: DossierCode, step: 'done' | 'undone'): boolean {
    return this.#database.get(anyStep, code, step === 'done' ? 1 : 2) !== undefined;
  }

  /** The person's step that undo takes back next. */
  newestDone(code: DossierCode): { readonly id: number; readonly content: DossierContent } | undefined {
    const found = this.#database.get(newestDone, code);
    return found === undefined ? undefined : { id: found.id, content: inflated(found.content) };
  }

  /** The step that redo does again next. */
  lastUndone(code: DossierCode): { readonly id: number; readonly content: DossierContent } | undefined {
    const found = this.#database.get(lastUndone, code);
    return found === undefined ? undefined : { id: found.id, content: inflated(found.content) };
  }

  mark(id: number, step: 'done' | 'undone'): void {
    this.#database.run('UPDATE versions SET step = ? WHERE id = ?', step === 'done' ? 1 : 2, id);
  }

  moveTo(from: DossierCode, to: DossierCode): void {
    this.#database.run('UPDATE versions SET code = ? WHERE code = ?', to, from);
  }

  #thin(code: DossierCode, newestSize: number): void {
    const looked = this.#database.all(newestOfDraft, code, 64);
    for (const id of collapsible(looked, newestSize)) {
      this.#database.run('DELETE FROM versions WHERE id = ?', id);
      this.#references.drop(`version:${id}`);
    }
  }
}

function contentOf(row: { readonly content: Buffer } | undefined): DossierContent | undefined {
  return row === undefined ? undefined : inflated(row.content);
}

function inflated(bytes: Uint8Array): DossierContent {
  return storedContent(inflateRawSync(bytes).toString('utf8'));
}
