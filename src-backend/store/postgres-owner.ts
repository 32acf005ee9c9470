import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DvcttError } from '#shared/contract/errors.ts';
import { shownPlace } from './place.ts';
import { connectionOptions, failureOf } from './postgres.ts';

/** Held by a connection of its own for as long as the server runs; PostgreSQL lets it go when the connection ends. */
const takeLock = `select pg_try_advisory_lock(hashtextextended('dvctt.server.' || current_schema(), 0)) as taken`;

/**
 * This process as the only server of a database. The lock keeps a second one out. When the lock's connection is lost
 * somebody else may take it, so nothing is read or written any more; and each write looks whether the store still
 * names this run, for the line may be lost at the other end long before it shows here.
 */
export class PostgresOwner {
  readonly #client: pg.Client;
  readonly #url: string;
  readonly #run = randomUUID();
  #named = false;
  #lost: DvcttError | undefined;
  #onLost: ((failure: DvcttError) => void) | undefined;
  #released = false;

  private constructor(client: pg.Client, url: string) {
    this.#client = client;
    this.#url = url;
    const gone = (cause?: Error) => this.#lose(cause?.message ?? 'connection ended');
    client.on('error', gone);
    client.on('end', () => gone());
  }

  /** @throws DvcttError STORE_IN_USE while another server has the database, STORE_FAILED when it cannot be reached */
  static async take(url: string): Promise<PostgresOwner> {
    const client = new pg.Client(connectionOptions(url));
    const owner = new PostgresOwner(client, url);
    try {
      await client.connect();
      const { rows } = await client.query<{ taken: boolean }>(takeLock);
      if (rows[0]?.taken !== true) throw new DvcttError('STORE_IN_USE', { database: shownPlace(url) });
      return owner;
    } catch (cause) {
      await owner.release();
      throw failureOf(cause, url);
    }
  }

  /** Names this run in the store; from then on each write transaction checks that it still does. */
  async name(set: (run: string) => Promise<void>): Promise<void> {
    await set(this.#run);
    this.#named = true;
  }

  /** Called once when the database is no longer this server's; at once when it happened already. */
  onLost(tell: (failure: DvcttError) => void): void {
    this.#onLost = tell;
    if (this.#lost !== undefined) tell(this.#lost);
  }

  /** @throws DvcttError STORE_FAILED once the database is no longer this server's */
  admit(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }

  async check(connection: DatabaseConnection): Promise<void> {
    if (!this.#named) return;
    const { rows } = await connection.executeQuery<{ server: string }>(
      CompiledQuery.raw('select server from store_version'),
    );
    if (rows[0]?.server !== this.#run) this.#lose('another server has taken the database');
    this.admit();
  }

  /** Lets another server have the database. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#client.end().catch(() => undefined);
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined || this.#released) return;
    this.#lost = new DvcttError('STORE_FAILED', {
      database: shownPlace(this.#url),
      reason: `the lock on the database was lost: ${reason}`,
    });
    this.#onLost?.(this.#lost);
  }
}
