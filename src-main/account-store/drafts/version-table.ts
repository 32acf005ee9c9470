import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { storedContent } from './draft-row.ts';
import { collapsible, type VersionFacts } from './thinning.ts';

export type VersionCause = DraftVersion['cause'];

/** What a version is to undo and redo. `typed` ends what could be done again; `redone` does not. */
export type StepKind = 'typed' | 'undone' | 'redone';
/** Values of the column `step`; 3 is a step that neither undo nor redo meets again. */
const stepValues: Readonly<Record<StepKind, number>> = { typed: 1, redone: 1, undone: 2 };

/** A version that is taken back or done again: what stood before it and what it made of that. */
export interface StoredStep {
  readonly id: number;
  /** Undefined when that is not known any more. */
  readonly before: DossierContent | undefined;
  readonly after: DossierContent;
}

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
  readonly step: StepKind | false;
  /** Under which number and place the server has it, when it came from there. */
  readonly server: ServerPlace | undefined;
  readonly content: DossierContent;
  /** What the content was made from, where it is kept without ever having stood. */
  readonly base?: DossierContent | undefined;
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
  sql: "SELECT content FROM versions WHERE code = ? AND version = ? AND cause NOT IN ('kept', 'late') ORDER BY id DESC LIMIT 1",
};
const justBefore: Query<{ readonly content: Buffer }> = {
  sql: "SELECT content FROM versions WHERE code = ? AND id < ? AND cause NOT IN ('kept', 'late') ORDER BY id DESC LIMIT 1",
};
// A store of an earlier program marked the step itself where its undoing is marked now.
const newestStep: Query<{ readonly id: number; readonly content: Buffer }> = {
  sql: `SELECT id, content FROM versions WHERE code = ? AND step = ? AND (step = 1 OR cause = 'undo')
        ORDER BY id DESC LIMIT 1`,
};
const anyStep: Query<{ readonly id: number }> = {
  sql: "SELECT id FROM versions WHERE code = ? AND step = ? AND (step = 1 OR cause = 'undo') LIMIT 1",
};
/** What others, or a decision to give one's own up, made stand; oldest first. */
const takenInSince: Query<{ readonly id: number }> = {
  sql: `SELECT id FROM versions
        WHERE code = ? AND id > ?
          AND (cause IN ('received', 'forwarded', 'deleted') OR (cause = 'kept' AND server_sequence IS NOT NULL))
        ORDER BY id`,
};
const knownBefore: Query<{ readonly content: Buffer }> = {
  sql: `SELECT content FROM versions WHERE code = ? AND id < ? AND server_sequence IS NOT NULL
        ORDER BY id DESC LIMIT 1`,
};
const knownToServer: Query<{ readonly content: Buffer }> = {
  sql: `SELECT content FROM versions WHERE code = ? AND server_sequence IS NOT NULL AND server_sequence <= ?
        ORDER BY server_sequence DESC LIMIT 1`,
};

const stepNumbers = { done: 1, undone: 2 } as const;

const newestKnown: Query<VersionRow> = {
  sql: `SELECT ${columns} FROM versions WHERE code = ? AND server_sequence IS NOT NULL ORDER BY id DESC LIMIT 1`,
};
const keptBase: Query<{ readonly content: string }> = { sql: 'SELECT content FROM bases WHERE code = ?' };
/** Beside the bases of drafts, which are known by the dossier's code: digits only. */
const baseKey = (id: number) => `local:${id}`;

/** Whether a version is kept without being a part of what stood here one after the other. */
export const isAside = (cause: string) => cause === 'kept' || cause === 'late';

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
      version.step === false ? 0 : stepValues[version.step],
      version.server?.sequence ?? null,
      version.server?.version ?? null,
      json.length,
      deflateRawSync(json, { level: 1 }),
    );
    this.#references.add(`version:${id}`, version.content);
    if (version.base !== undefined) {
      this.#references.add(`version:${id}`, version.base);
      this.#database.run(
        'INSERT OR REPLACE INTO bases (code, content) VALUES (?, ?)',
        baseKey(id),
        JSON.stringify(version.base),
      );
    }
    // A new step leaves nothing to be done again.
    if (version.step === 'typed') {
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

  /** What a kept version was made from; where that was not written down, what the server had before it, as known here. */
  baseOf(code: DossierCode, id: number): DossierContent | undefined {
    const kept = this.#database.get(keptBase, baseKey(id));
    if (kept !== undefined) return storedContent(kept.content);
    return contentOf(this.#database.get(knownBefore, code, id)) ?? this.contentBefore(code, id);
  }

  /** The newest version that the server is known to have had. */
  newestKnown(code: DossierCode): VersionRow | undefined {
    return this.#database.get(newestKnown, code);
  }

  /** The newest content that the server had at or before a place in its order. */
  contentAtServer(code: DossierCode, sequence: number): DossierContent | undefined {
    return contentOf(this.#database.get(knownToServer, code, sequence));
  }

  /** The server has a version of this machine since that place in its order. */
  reachedServer(code: DossierCode, version: number, place: ServerPlace): void {
    this.#database.run(
      "UPDATE versions SET server_sequence = ?, server_version = ? WHERE code = ? AND version = ? AND cause NOT IN ('kept', 'late')",
      place.sequence,
      place.version,
      code,
      version,
    );
  }

  has(code: DossierCode, step: 'done' | 'undone'): boolean {
    return this.#database.get(anyStep, code, stepNumbers[step]) !== undefined;
  }

  /** The step that undo takes back next (`done`), or the undoing that redo takes back next (`undone`). */
  newestStep(code: DossierCode, step: 'done' | 'undone'): StoredStep | undefined {
    const found = this.#database.get(newestStep, code, stepNumbers[step]);
    if (found === undefined) return undefined;
    return { id: found.id, before: this.contentBefore(code, found.id), after: inflated(found.content) };
  }

  /** Neither undo nor redo meets the step again. */
  retire(id: number): void {
    this.#database.run('UPDATE versions SET step = 3 WHERE id = ?', id);
  }

  /** Each time that a copy which this person did not type was taken in since a version: what it replaced, and it. */
  *takenInSince(code: DossierCode, id: number): Generator<Pick<StoredStep, 'before' | 'after'>> {
    for (const row of this.#database.all(takenInSince, code, id)) {
      const taken = this.#database.get(byId, code, row.id);
      if (taken === undefined) continue;
      const known =
        taken.server_sequence === null ? undefined : this.#database.get(knownBefore, code, row.id);
      yield { before: contentOf(known) ?? this.contentBefore(code, row.id), after: inflated(taken.content) };
    }
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
