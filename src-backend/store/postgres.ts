import {
  CompiledQuery,
  PostgresDialect,
  type DatabaseConnection,
  type Dialect,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { DvcttError } from '#shared/contract/errors.ts';
import { GuardedDriver } from './guarded-driver.ts';
import { shownPlace } from './place.ts';

export interface PostgresUse {
  /** Refuses writes as well, for who only looks. */
  readonly toRead?: boolean;
  /** Of the server that owns the store: it is asked before each use, and before each transaction writes. */
  readonly owner?: {
    readonly admit: () => void;
    readonly check: (connection: DatabaseConnection) => Promise<void>;
  };
}

/** One line of a pool or of a lock. A hung database must not hold requests for ever (ms). */
export const connectionOptions = (url: string) => ({
  connectionString: url,
  application_name: 'dvctt-backend',
  keepAlive: true,
  connectionTimeoutMillis: 30_000,
});

/**
 * Write transactions wait for each other, as on SQLite: the code reads the last row of the audit chain, a sequence or
 * an earlier answer and then writes what follows from it, which two at once would do twice. One lock says so for every
 * table at once, needs no retries (as SERIALIZABLE would), and is let go with the transaction. Keyed by the schema, so
 * that two stores in one database do not wait for each other. Single statements and read-only transactions do not take it.
 */
const serialise = `select pg_advisory_xact_lock(hashtextextended('dvctt.write.' || current_schema(), 0))`;

/** The database at this address. Connections are made when first used. */
export function postgresDialect(url: string, use: PostgresUse = {}): Dialect {
  const pool = new pg.Pool({
    ...connectionOptions(url),
    max: use.toRead === true ? 1 : 10,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    types: numbers,
  });
  // Without listeners a lost connection, idle or lent out, would end the process; its query fails by itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({
    pool,
    ...(use.toRead === true
      ? { onCreateConnection: (made) => run(made, 'set default_transaction_read_only = on') }
      : {}),
  });
  const begun = async (connection: DatabaseConnection, { accessMode }: TransactionSettings) => {
    if (accessMode === 'read only' || use.toRead === true) return;
    await run(connection, serialise);
    await use.owner?.check(connection);
  };
  const guard = {
    begun,
    translate: (cause: unknown) => failureOf(cause, url),
    ...(use.owner === undefined ? {} : { admit: use.owner.admit }),
  };
  return {
    createDriver: () => new GuardedDriver(dialect.createDriver(), guard),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

async function run(connection: DatabaseConnection, text: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(text));
}

/** count() and sum() are int8 and numeric there, which pg gives as text. */
const numbers = new pg.TypeOverrides();
for (const type of [pg.types.builtins.INT8, pg.types.builtins.NUMERIC])
  numbers.setTypeParser(type, wholeNumber);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The database answered ${text}, no safe integer.`);
  return value;
}

/**
 * A database that cannot be reached or cannot go on is STORE_FAILED: SQLSTATE classes 08 (connection), 53 (resources),
 * 57 (operator: shut down, cancelled), 58 (system), 28 and 3D (who may connect, to which database), 25006 (a standby),
 * and whatever has no SQLSTATE because the line broke. The rest are the program's own mistakes and stay as they are.
 */
export function failureOf(cause: unknown, url: string): unknown {
  if (!(cause instanceof Error) || cause instanceof DvcttError) return cause;
  const state = cause instanceof pg.DatabaseError ? cause.code : undefined;
  const broken = state === undefined ? isOfLine(cause) : /^(08|53|57|58|28|3D|25006)/.test(state);
  if (!broken) return cause;
  return new DvcttError('STORE_FAILED', { database: shownPlace(url), reason: reasonOf(cause) }, { cause });
}

function isOfLine(cause: Error): boolean {
  if (cause instanceof AggregateError || 'syscall' in cause) return true;
  return /connection|connect|timeout|client (was|has|is)|ssl|socket|discarded/i.test(cause.message);
}

/** Node tries each address of a name and puts the refusals together, with no message of its own. */
function reasonOf(cause: Error): string {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return first instanceof Error ? first.message : String(first);
}
