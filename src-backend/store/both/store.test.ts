/** What the code relies on whatever the dialect; run on SQLite, and in the project `postgres` on PostgreSQL. */
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFor } from '#test/support/start-backend.ts';
import { migrations } from '../migrations/all.ts';
import { openStore, openStoreToRead, serveStore, type ServedStore, type Store } from '../open.ts';

describe('a store', () => {
  let folder: string;
  let place: string;
  let served: ServedStore;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-store-'));
    place = (await databaseFor(folder)) ?? join(folder, 'backend.db');
    served = await serveStore(place);
    store = served.store;
  });
  afterEach(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });

  it('lets what reads and then writes run one after the other: twenty at once lose nothing', async () => {
    await store
      .insertInto('account_files')
      .values({ unit_code: '1', first_signers: 0, second_signers: 0 })
      .execute();
    const increment = () =>
      store.transaction().execute(async (change) => {
        const row = await change.selectFrom('account_files').selectAll().executeTakeFirstOrThrow();
        await new Promise((resolve) => setTimeout(resolve, 2));
        await change
          .updateTable('account_files')
          .set({ first_signers: row.first_signers + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect(await store.selectFrom('account_files').select('first_signers').execute()).toEqual([
      { first_signers: 20 },
    ]);
  });

  it('goes on after a transaction that fails, and keeps nothing of it', async () => {
    const failing = store.transaction().execute(async (change) => {
      await change.insertInto('treasuries').values({ code: '9999', name: 'x' }).execute();
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    expect(await store.selectFrom('treasuries').selectAll().execute()).toEqual([]);
  });

  it('answers counts, sums and 64-bit numbers as numbers', async () => {
    const [one, other] = [3_000_000_000, 4_000_000_000];
    const row = { unit_code: '1', first_signers: one, second_signers: other };
    await store.insertInto('account_files').values(row).execute();
    const found = await store
      .selectFrom('account_files')
      .select((row) => [
        row.fn.countAll().as('rows'),
        row.fn.sum('first_signers').as('sum'),
        row.fn.max('second_signers').as('most'),
      ])
      .executeTakeFirst();
    expect(found).toEqual({ rows: 1, sum: one, most: other });
  });

  it('refuses text with U+0000 with a code and takes every other character, in the order of code points', async () => {
    const add = (code: string, name = '') => store.insertInto('treasuries').values({ code, name }).execute();
    await expect(add('1', 'a\0b')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const nothing = store.selectFrom('treasuries').selectAll().where('name', '=', '\0').execute();
    await expect(nothing).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const codes = ['B', 'a', 'Z', '_', 'đ', 'é', '0', '-'];
    for (const code of codes) await add(code, 'Đặng “ậ” \u0001\u202e😀\n');
    const rows = await store.selectFrom('treasuries').selectAll().orderBy('code').execute();
    expect(rows.map(({ code }) => code)).toEqual(['-', '0', 'B', 'Z', '_', 'a', 'é', 'đ']);
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(['Đặng “ậ” \u0001\u202e😀\n']));
  });

  it('finds nothing in an empty list', async () => {
    expect(await store.selectFrom('treasuries').selectAll().where('code', 'in', []).execute()).toEqual([]);
  });

  it('holds foreign keys', async () => {
    const orphan = { token_hash: 'x', username: 'nobody', created_at: '', expires_at: '' };
    await expect(store.insertInto('sessions').values(orphan).execute()).rejects.toThrow(/foreign key/i);
  });

  it('is served by one server at a time, and by the next when that one is gone', async () => {
    await expect(serveStore(place)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await served.close();
    served = await serveStore(place);
    expect(await served.store.selectFrom('treasuries').selectAll().execute()).toEqual([]);
  });

  it('is left at the old version by a migration that fails half-way, and opened again as it was', async () => {
    await served.close();
    const broken = {
      version: migrations.length + 1,
      up: async (db: Parameters<(typeof migrations)[number]['up']>[0]) => {
        await db.schema.createTable('half').addColumn('x', 'integer').execute();
        await sql`insert into nowhere values (1)`.execute(db);
      },
    };
    await expect(openStore(place, [...migrations, broken])).rejects.toThrow(/nowhere/);
    const whole = {
      ...broken,
      up: (db: Store) => db.schema.createTable('half').addColumn('x', 'integer').execute(),
    };
    await (await openStore(place, [...migrations, whole])).destroy();
    // Now of a newer version, which this one neither serves nor reads.
    await expect(openStore(place)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await expect(openStoreToRead(place)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    served = { ...served, close: () => Promise.resolve() };
  });

  it('that is opened to read is not written to, and must be there', async () => {
    await served.close();
    const looked = await openStoreToRead(place);
    const write = () => looked.insertInto('treasuries').values({ code: '1', name: '' }).execute();
    await expect(write()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await looked.selectFrom('treasuries').selectAll().execute()).toEqual([]);
    await looked.destroy();
    const elsewhere = (await databaseFor(join(folder, 'elsewhere'))) ?? join(folder, 'elsewhere.db');
    await expect(openStoreToRead(elsewhere)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });
});
