import Database from 'better-sqlite3-multiple-ciphers';
import { diskFailure, isDamage } from './disk-failure.ts';
import { markDamaged } from './recovery/damage-mark.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** A SELECT and the form of its rows: the columns that its own text names, of this store's STRICT tables. */
export interface Query<Row> {
  readonly sql: string;
  /** Only for the type; never set. */
  readonly row?: Row;
}
type Prepared<Row> = Database.Statement<SqlValue[], Row>;

/** The open database of a store. Statements are prepared once; changes are made in transactions that are durable. */
export class StoreDatabase {
  readonly folder: string;
  readonly #database: Database.Database;
  readonly #prepared = new Map<string, Database.Statement<SqlValue[]>>();

  constructor(folder: string, database: Database.Database) {
    this.folder = folder;
    this.#database = database;
  }

  all<Row>(query: Query<Row>, ...values: SqlValue[]): Row[] {
    return this.#named(() => this.#selecting(query).all(...values));
  }

  get<Row>(query: Query<Row>, ...values: SqlValue[]): Row | undefined {
    return this.#named(() => this.#selecting(query).get(...values));
  }

  /** Answers how many rows were changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.#named(() => this.#statement(sql).run(...values).changes);
  }

  /** Adds a row and answers its integer key. */
  insert(sql: string, ...values: SqlValue[]): number {
    return this.#named(() => Number(this.#statement(sql).run(...values).lastInsertRowid));
  }

  /** Does all of `change` and makes it durable, or nothing of it. Inside another `write` it is a part of that one. */
  write<T>(change: () => T): T {
    return this.#named(() => this.#database.transaction(change).immediate());
  }

  get isOpen(): boolean {
    return this.#database.open;
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #selecting<Row>(query: Query<Row>): Prepared<Row> {
    // The statement gives the rows that its query declares.
    return this.#statement(query.sql) as Prepared<Row>;
  }

  #statement(sql: string): Database.Statement<SqlValue[]> {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.prepare<SqlValue[]>(sql);
    this.#prepared.set(sql, made);
    return made;
  }

  #named<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof Database.SqliteError)) throw cause;
      if (isDamage(cause)) markDamaged(this.folder);
      throw diskFailure(this.folder, cause);
    }
  }
}
