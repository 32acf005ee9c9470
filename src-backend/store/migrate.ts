import { sql, type Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Migration } from './migrations/all.ts';
import { PostgresColumns } from './postgres-columns.ts';
import type { Tables } from './tables.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** How a dialect keeps the store's version. */
interface VersionKeeper {
  read(db: Kysely<Tables>): Promise<number>;
  write(db: Kysely<Tables>, version: number): Promise<void>;
}

const keepers: Readonly<Record<StoreKind, VersionKeeper>> = {
  sqlite: {
    read: async (db) => {
      const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(db);
      return rows[0]?.user_version ?? 0;
    },
    // The header's field moves with the transaction; PRAGMA takes no bound parameters.
    write: async (db, version) => {
      await sql.raw(`PRAGMA user_version = ${version}`).execute(db);
    },
  },
  postgres: {
    read: async (db) => {
      const { rows } = await sql<{
        known: boolean;
      }>`select to_regclass('store_version') is not null as known`.execute(db);
      if (rows[0]?.known !== true) return 0;
      const found = await sql<{ version: number }>`select version from store_version`.execute(db);
      return found.rows[0]?.version ?? 0;
    },
    write: async (db, version) => {
      await sql`create table if not exists store_version (
        only_row boolean primary key default true check (only_row),
        version bigint not null,
        server text not null default ''
      )`.execute(db);
      await sql`insert into store_version (version) values (${version})
        on conflict (only_row) do update set version = excluded.version`.execute(db);
    },
  },
};

/** The version of the store; 0 of an empty one. */
export function versionOf(db: Kysely<Tables>, kind: StoreKind): Promise<number> {
  return keepers[kind].read(db);
}

/** Takes the steps that are missing, each in a transaction of its own together with the new version. */
export async function migrate(
  store: Kysely<Tables>,
  kind: StoreKind,
  steps: readonly Migration[],
): Promise<void> {
  for (const step of steps) {
    await store.transaction().execute(async (change) => {
      if ((await versionOf(change, kind)) >= step.version) return;
      await step.up(kind === 'postgres' ? change.withPlugin(new PostgresColumns()) : change, kind);
      await keepers[kind].write(change, step.version);
    });
  }
}

/** @throws DvcttError STORE_NEWER when a newer version of the program wrote the store */
export function refuseNewer(found: number, steps: readonly Migration[], place: string): void {
  const newest = steps.at(-1)?.version ?? 0;
  if (found > newest) throw new DvcttError('STORE_NEWER', { file: place, found, supported: newest });
}
