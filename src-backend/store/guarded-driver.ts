import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryCompiler,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';

export interface Guard {
  /** Called before a connection is given out. @throws DvcttError when the store may not be used any more */
  readonly admit?: () => void;
  /** Runs in each transaction after its beginning, before anything else. */
  readonly begun?: (connection: DatabaseConnection, settings: TransactionSettings) => Promise<void>;
  /** What callers get in the place of the driver's own error. */
  readonly translate: (cause: unknown) => unknown;
}

/** Puts both dialects' drivers behind the same rules: text that both can hold, and failures with a code. */
export class GuardedDriver implements Driver {
  readonly #inner: Driver;
  readonly #guard: Guard;

  constructor(inner: Driver, guard: Guard) {
    this.#inner = inner;
    this.#guard = guard;
  }

  init(): Promise<void> {
    return this.#told(() => this.#inner.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#guard.admit?.();
    const connection = await this.#told(() => this.#inner.acquireConnection());
    return new GuardedConnection(connection, this.#guard.translate);
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.#told(() => this.#inner.beginTransaction(behind(connection), settings));
    if (this.#guard.begun === undefined) return;
    try {
      await this.#guard.begun(connection, settings);
    } catch (cause) {
      // To kysely the transaction has not begun: nobody else would end it, and the pool would lend it out.
      await this.#inner.rollbackTransaction(behind(connection)).catch(() => undefined);
      throw cause;
    }
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#told(() => this.#inner.commitTransaction(behind(connection)));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#told(() => this.#inner.rollbackTransaction(behind(connection)));
  }

  async savepoint(
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#told(async () => this.#inner.savepoint?.(behind(connection), name, compile));
  }

  async rollbackToSavepoint(
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#told(async () => this.#inner.rollbackToSavepoint?.(behind(connection), name, compile));
  }

  async releaseSavepoint(
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#told(async () => this.#inner.releaseSavepoint?.(behind(connection), name, compile));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#inner.releaseConnection(behind(connection));
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw this.#guard.translate(cause);
    }
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #translate: Guard['translate'];

  constructor(inner: DatabaseConnection, translate: Guard['translate']) {
    this.inner = inner;
    this.#translate = translate;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    refuseNul(query);
    try {
      return await this.inner.executeQuery<R>(query);
    } catch (cause) {
      throw this.#translate(cause);
    }
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    refuseNul(query);
    try {
      yield* this.inner.streamQuery<R>(query, chunkSize);
    } catch (cause) {
      throw this.#translate(cause);
    }
  }
}

function behind(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof GuardedConnection ? connection.inner : connection;
}

/** PostgreSQL's text cannot hold U+0000, and SQLite's functions end at it: no column takes it. JSON writes it as \u0000. */
function refuseNul({ parameters }: CompiledQuery): void {
  if (parameters.some((value) => typeof value === 'string' && value.includes('\0'))) {
    throw new DvcttError('REQUEST_INVALID', { rule: 'text', character: 'U+0000' });
  }
}
