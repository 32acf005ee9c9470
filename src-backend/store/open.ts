import {
  HandleEmptyInListsPlugin,
  Kysely,
  replaceWithNoncontingentExpression,
  sql,
  type Dialect,
} from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { migrate, refuseNewer, versionOf, type StoreKind } from './migrate.ts';
import { migrations, type Migration } from './migrations/all.ts';
import { isDatabaseUrl, shownPlace, type StorePlace } from './place.ts';
import { PostgresOwner } from './postgres-owner.ts';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Store = Kysely<Tables>;

/** A store that this process serves. */
export interface ServedStore {
  readonly store: Store;
  /** Told once when the store is no longer this server's; every use of it then fails. Never of a file. */
  onLost(tell: (failure: DvcttError) => void): void;
  /** Closes the store, then lets another server have it. */
  close(): Promise<void>;
}

/**
 * Opens the server's store and brings it up to date: a file of SQLite's for this process alone, or a PostgreSQL
 * database, which a server may be using at the same time.
 * @throws DvcttError STORE_NEWER when a newer version wrote it, which leaves it untouched; STORE_IN_USE while another
 * process has the file, or while a server runs on a database that would have to be brought up to date; STORE_FAILED
 */
export async function openStore(place: StorePlace, steps: readonly Migration[] = migrations): Promise<Store> {
  if (!isDatabaseUrl(place)) {
    return prepared(storeOn(sqliteDialect(place)), place, (store) => migrate(store, 'sqlite', steps), steps);
  }
  const store = storeOn(postgresDialect(place));
  return prepared(
    store,
    place,
    async (store, found) => {
      if (found === steps.at(-1)?.version) return;
      const owner = await PostgresOwner.take(place);
      try {
        await migrate(store, 'postgres', steps);
      } finally {
        await owner.release();
      }
    },
    steps,
  );
}

/**
 * As `openStore`, for the one server of the store.
 * @throws DvcttError STORE_IN_USE while another server has it; STORE_NEWER; STORE_FAILED
 */
export async function serveStore(place: StorePlace): Promise<ServedStore> {
  if (!isDatabaseUrl(place)) {
    const store = await openStore(place);
    return { store, onLost: () => undefined, close: () => store.destroy() };
  }
  const owner = await PostgresOwner.take(place);
  try {
    const dialect = postgresDialect(place, {
      owner: { admit: () => owner.admit(), check: (connection) => owner.check(connection) },
    });
    const store = await prepared(storeOn(dialect), place, async (store) => {
      await migrate(store, 'postgres', migrations);
      // In a transaction, which waits for the last one of a server that has lost the database and does not know it.
      await owner.name(async (run) => {
        const name = sql`update store_version set server = ${run}`;
        await store.transaction().execute((change) => name.execute(change));
      });
    });
    const close = async () => {
      await store.destroy();
      await owner.release();
    };
    return { store, onLost: (tell) => owner.onLost(tell), close };
  } catch (cause) {
    await owner.release();
    throw cause;
  }
}

/**
 * The store as it stands, of this version or an older one; nothing is written.
 * @throws DvcttError STORE_IN_USE while a server has the file; STORE_NEWER; STORE_FAILED, also when there is none
 */
export async function openStoreToRead(place: StorePlace): Promise<Store> {
  const dialect = isDatabaseUrl(place)
    ? postgresDialect(place, { toRead: true })
    : sqliteDialect(place, { toRead: true });
  return prepared(storeOn(dialect), place, (_, found) => {
    if (found > 0) return Promise.resolve();
    throw new DvcttError('STORE_FAILED', {
      file: shownPlace(place),
      reason: 'no server has kept anything here',
    });
  });
}

/** An empty list after `in` is a syntax error to PostgreSQL, and simply nothing to SQLite. */
const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression });

function storeOn(dialect: Dialect): Store {
  return new Kysely<Tables>({ dialect, plugins: [emptyLists] });
}

async function prepared(
  store: Store,
  place: StorePlace,
  prepare: (store: Store, found: number) => Promise<void>,
  steps: readonly Migration[] = migrations,
): Promise<Store> {
  try {
    const kind: StoreKind = isDatabaseUrl(place) ? 'postgres' : 'sqlite';
    const found = await versionOf(store, kind);
    refuseNewer(found, steps, shownPlace(place));
    await prepare(store, found);
    return store;
  } catch (cause) {
    await store.destroy();
    throw cause;
  }
}
