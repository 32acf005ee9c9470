import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  dossierCodeSchema,
  dossierContentSchema,
  type DossierCode,
  type DossierContent,
} from '#shared/domain/dossiers/dossier.ts';
import { makeDossierCode } from '#shared/domain/dossiers/code.ts';
import { storeFailed, type DraftDatabase } from './database.ts';

/** A dossier that is being written on this machine. */
export interface Draft {
  readonly code: DossierCode;
  readonly unitCode: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly version: number;
  readonly baseVersion: number;
  readonly content: DossierContent;
  /** ISO instants. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Whose drafts are meant: a person sees their own drafts of the unit they work for. */
export interface DraftOwner {
  readonly unitCode: string;
  readonly username: string;
  readonly name: string;
}

const rowSchema = z.object({
  code: dossierCodeSchema,
  unit_code: z.string(),
  owner: z.string(),
  owner_name: z.string(),
  version: z.number(),
  base_version: z.number(),
  content: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

function fromRow(row: unknown): Draft {
  const parsed = rowSchema.parse(row);
  return {
    code: parsed.code,
    unitCode: parsed.unit_code,
    owner: parsed.owner,
    ownerName: parsed.owner_name,
    version: parsed.version,
    baseVersion: parsed.base_version,
    content: dossierContentSchema.parse(JSON.parse(parsed.content)),
    createdAt: parsed.created_at,
    updatedAt: parsed.updated_at,
  };
}

/** The local store of drafts. A method that returns has made its change durable. */
export class DraftStore {
  readonly #database: DraftDatabase;
  readonly #now: () => Date;

  constructor(database: DraftDatabase, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  /** Creates a draft with a fresh code; two drafts in the same second get codes of following seconds. */
  create(owner: DraftOwner, content: DossierContent): Draft {
    const at = this.#now();
    return this.#write(() => {
      for (let second = 0; ; second += 1) {
        const code = makeDossierCode(owner.unitCode, new Date(at.getTime() + second * 1000));
        if (this.#database.prepare('SELECT 1 FROM drafts WHERE code = ?').get(code) !== undefined) continue;
        this.#insert(code, owner, 0, content, at);
        return this.#mustGet(owner, code);
      }
    });
  }

  /** Takes a dossier that the server returned to the accountant back onto this machine for editing. */
  takeBack(owner: DraftOwner, code: DossierCode, baseVersion: number, content: DossierContent): Draft {
    return this.#write(() => {
      this.#database.prepare('DELETE FROM drafts WHERE code = ? AND forwarded_at IS NOT NULL').run(code);
      this.#insert(code, owner, baseVersion, content, this.#now());
      return this.#mustGet(owner, code);
    });
  }

  /** Saves a change made to `baseVersion`; DOSSIER_CONFLICT when another window has saved since. */
  save(owner: DraftOwner, code: DossierCode, baseVersion: number, content: DossierContent): Draft {
    return this.#write(() => {
      const current = this.#mustGet(owner, code);
      if (current.version !== baseVersion) {
        throw new DvcttError('DOSSIER_CONFLICT', { code, yours: baseVersion, stored: current.version });
      }
      this.#database
        .prepare('UPDATE drafts SET content = ?, version = version + 1, updated_at = ? WHERE code = ?')
        .run(JSON.stringify(content), this.#now().toISOString(), code);
      return this.#mustGet(owner, code);
    });
  }

  get(owner: DraftOwner, code: DossierCode): Draft | undefined {
    const row = this.#database
      .prepare(
        `SELECT * FROM drafts WHERE code = ? AND unit_code = ? AND owner = ?
         AND deleted_at IS NULL AND forwarded_at IS NULL`,
      )
      .get(code, owner.unitCode, owner.username);
    return row === undefined ? undefined : fromRow(row);
  }

  /** Newest first. */
  list(owner: DraftOwner): readonly Draft[] {
    return this.#database
      .prepare(
        `SELECT * FROM drafts WHERE unit_code = ? AND owner = ? AND deleted_at IS NULL AND forwarded_at IS NULL
         ORDER BY updated_at DESC`,
      )
      .all(owner.unitCode, owner.username)
      .map(fromRow);
  }

  /** Hides the draft; `restore` brings it back. */
  delete(owner: DraftOwner, code: DossierCode): void {
    this.#write(() => {
      this.#mustGet(owner, code);
      this.#database
        .prepare('UPDATE drafts SET deleted_at = ? WHERE code = ?')
        .run(this.#now().toISOString(), code);
    });
  }

  restore(owner: DraftOwner, code: DossierCode): Draft {
    return this.#write(() => {
      this.#database
        .prepare('UPDATE drafts SET deleted_at = NULL WHERE code = ? AND unit_code = ? AND owner = ?')
        .run(code, owner.unitCode, owner.username);
      return this.#mustGet(owner, code);
    });
  }

  /** The server has the dossier now: the draft leaves the list but stays on disk. */
  markForwarded(owner: DraftOwner, code: DossierCode): void {
    this.#write(() => {
      this.#mustGet(owner, code);
      this.#database
        .prepare('UPDATE drafts SET forwarded_at = ? WHERE code = ?')
        .run(this.#now().toISOString(), code);
    });
  }

  close(): void {
    this.#database.close();
  }

  #insert(code: DossierCode, owner: DraftOwner, base: number, content: DossierContent, at: Date): void {
    this.#database
      .prepare(
        `INSERT INTO drafts (code, unit_code, owner, owner_name, version, base_version, content, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        code,
        owner.unitCode,
        owner.username,
        owner.name,
        base + 1,
        base,
        JSON.stringify(content),
        at.toISOString(),
        at.toISOString(),
      );
  }

  #mustGet(owner: DraftOwner, code: DossierCode): Draft {
    const draft = this.get(owner, code);
    if (draft === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
    return draft;
  }

  /** One immediate transaction; a failure of the disk becomes STORE_FAILED and changes nothing. */
  #write<T>(change: () => T): T {
    try {
      return this.#database.transaction(change).immediate();
    } catch (cause) {
      if (cause instanceof DvcttError) throw cause;
      throw storeFailed(this.#database.name, cause);
    }
  }
}
