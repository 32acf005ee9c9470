import type { Failure } from '#shared/contract/errors.ts';
import type { Mutation } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { BlobReferences } from '../blob-references.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

export type SendCause = Extract<Mutation, { kind: 'save' }>['cause'];

export interface OutboxRow {
  readonly sequence: number;
  readonly code: DossierCode;
  readonly kind: Mutation['kind'];
  readonly cause: SendCause;
  readonly at: string;
  readonly attempts: number;
  /** JSON of a Failure. */
  readonly failure: string | null;
  readonly mutation_id: string | null;
  /** JSON of the Mutation that was taken. */
  readonly mutation: string | null;
  readonly local_version: number | null;
}

const waitingOf: Query<OutboxRow> = { sql: 'SELECT * FROM outbox WHERE code = ? AND mutation_id IS NULL' };
const takenOf: Query<OutboxRow> = { sql: 'SELECT * FROM outbox WHERE code = ? AND mutation_id IS NOT NULL' };
const byMutation: Query<OutboxRow> = { sql: 'SELECT * FROM outbox WHERE mutation_id = ?' };
const bySequence: Query<OutboxRow> = { sql: 'SELECT * FROM outbox WHERE sequence = ?' };
const allRows: Query<OutboxRow> = { sql: 'SELECT * FROM outbox ORDER BY sequence' };
const takenRows: Query<OutboxRow> = {
  sql: 'SELECT * FROM outbox WHERE mutation_id IS NOT NULL ORDER BY sequence LIMIT ?',
};
const sendable: Query<OutboxRow> = {
  sql: `SELECT * FROM outbox AS o WHERE mutation_id IS NULL AND failure IS NULL
          AND NOT EXISTS (SELECT 1 FROM outbox AS t WHERE t.code = o.code AND t.mutation_id IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM conflicts AS c WHERE c.code = o.code)
        ORDER BY sequence LIMIT ?`,
};
const anyTaken: Query<{ readonly sequence: number }> = {
  sql: 'SELECT sequence FROM outbox WHERE mutation_id IS NOT NULL LIMIT 1',
};
const counted: Query<{ readonly rows: number; readonly set_aside: number }> = {
  sql: `SELECT (SELECT count(*) FROM outbox) AS rows,
               (SELECT count(*) FROM outbox WHERE failure IS NOT NULL) AS set_aside`,
};

/** Changes on their way to the server. */
export class OutboxTable {
  readonly #database: StoreDatabase;
  readonly #references: BlobReferences;

  constructor(database: StoreDatabase, references: BlobReferences) {
    this.#database = database;
    this.#references = references;
  }

  waiting(code: DossierCode): OutboxRow | undefined {
    return this.#database.get(waitingOf, code);
  }

  taken(code: DossierCode): OutboxRow | undefined {
    return this.#database.get(takenOf, code);
  }

  byMutation(id: string): OutboxRow | undefined {
    return this.#database.get(byMutation, id);
  }

  bySequence(sequence: number): OutboxRow | undefined {
    return this.#database.get(bySequence, sequence);
  }

  all(): readonly OutboxRow[] {
    return this.#database.all(allRows);
  }

  allTaken(limit: number): readonly OutboxRow[] {
    return this.#database.all(takenRows, limit);
  }

  /** Waiting rows that may be sent now, in order. */
  sendable(limit: number): readonly OutboxRow[] {
    return this.#database.all(sendable, limit);
  }

  hasTaken(): boolean {
    return this.#database.get(anyTaken) !== undefined;
  }

  counts(): { readonly rows: number; readonly setAside: number } {
    const found = this.#database.get(counted);
    return { rows: found?.rows ?? 0, setAside: found?.set_aside ?? 0 };
  }

  /** The one waiting row of a draft: made, or renewed (which also ends a refusal). */
  wait(code: DossierCode, kind: Mutation['kind'], cause: SendCause, at: string): void {
    const renewed = this.#database.run(
      `UPDATE outbox SET kind = ?, cause = ?, at = ?, failure = NULL, attempts = 0
       WHERE code = ? AND mutation_id IS NULL`,
      kind,
      cause,
      at,
      code,
    );
    if (renewed > 0) return;
    this.#database.run(
      'INSERT INTO outbox (code, kind, cause, at) VALUES (?, ?, ?, ?)',
      code,
      kind,
      cause,
      at,
    );
  }

  /** Fixes what is sent. */
  take(sequence: number, mutation: Mutation, localVersion: number): void {
    this.#database.run(
      'UPDATE outbox SET mutation_id = ?, mutation = ?, local_version = ? WHERE sequence = ?',
      mutation.id,
      JSON.stringify(mutation),
      localVersion,
      sequence,
    );
    if (mutation.kind === 'save') this.#references.add(`outbox:${sequence}`, mutation.content);
  }

  /** Gives up the fixed content of a row, so that what stands now is sent under a new id. */
  untake(sequence: number, failure: Failure | undefined): void {
    this.#database.run(
      'UPDATE outbox SET mutation_id = NULL, mutation = NULL, local_version = NULL, failure = ? WHERE sequence = ?',
      failure === undefined ? null : JSON.stringify(failure),
      sequence,
    );
    this.#references.drop(`outbox:${sequence}`);
  }

  /** Gives up what is fixed in every row; a row behind which a newer change waits goes. */
  untakeAll(): void {
    for (const { sequence, code } of this.allTaken(Number.MAX_SAFE_INTEGER)) {
      if (this.waiting(code) === undefined) this.untake(sequence, undefined);
      else this.drop(sequence);
    }
  }

  drop(sequence: number): void {
    this.#database.run('DELETE FROM outbox WHERE sequence = ?', sequence);
    this.#references.drop(`outbox:${sequence}`);
  }

  dropWaiting(code: DossierCode): void {
    this.#database.run('DELETE FROM outbox WHERE code = ? AND mutation_id IS NULL', code);
  }

  clearFailure(sequence: number): void {
    this.#database.run('UPDATE outbox SET failure = NULL WHERE sequence = ?', sequence);
  }

  tried(mutationId: string): void {
    this.#database.run('UPDATE outbox SET attempts = attempts + 1 WHERE mutation_id = ?', mutationId);
  }

  moveTo(from: DossierCode, to: DossierCode): void {
    this.#database.run('UPDATE outbox SET code = ? WHERE code = ?', to, from);
  }
}

/** The mutation of a taken row, as it was fixed. */
export function takenMutation(row: OutboxRow): Mutation | undefined {
  // Written by `take` from a Mutation.
  return row.mutation === null ? undefined : (JSON.parse(row.mutation) as Mutation);
}

export function failureOf(row: OutboxRow): Failure | undefined {
  // Written by `untake` from a Failure.
  return row.failure === null ? undefined : (JSON.parse(row.failure) as Failure);
}
