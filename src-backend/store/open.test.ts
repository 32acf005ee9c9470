import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from './migrations/all.ts';
import { openStore } from './open.ts';

describe('the server’s store', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-store-'));
    file = join(folder, 'backend.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const pragma = (name: string) => {
    const database = new Database(file);
    try {
      return database.pragma(name, { simple: true });
    } finally {
      database.close();
    }
  };

  it('numbers its migrations one after the other', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('moves to the newest version, keeps it when opened again, and is readable by its owner alone', async () => {
    await (await openStore(file)).destroy();
    await (await openStore(file)).destroy();
    expect(pragma('user_version')).toBe(migrations.length);
    expect(pragma('journal_mode')).toBe('wal');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('refuses a store of a newer version and leaves it as it is', async () => {
    await (await openStore(file)).destroy();
    const database = new Database(file);
    database.pragma('user_version = 99');
    database.close();
    await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    expect(pragma('user_version')).toBe(99);
  });

  it('is left at the old version by a migration that fails half-way', async () => {
    await (await openStore(file)).destroy();
    const broken = {
      version: migrations.length + 1,
      up: async (db: Parameters<(typeof migrations)[number]['up']>[0]) => {
        await db.schema.createTable('half').addColumn('x', 'integer').execute();
        await sql`insert into nowhere values (1)`.execute(db);
      },
    };
    await expect(openStore(file, [...migrations, broken])).rejects.toThrow(/nowhere/);
    expect(pragma('user_version')).toBe(migrations.length);
    const database = new Database(file);
    expect(database.prepare("select name from sqlite_master where name = 'half'").all()).toEqual([]);
    database.close();
  });

  it('holds foreign keys: a session of nobody cannot be written', async () => {
    const store = await openStore(file);
    const orphan = { token_hash: 'x', username: 'nobody', created_at: '', expires_at: '' };
    await expect(store.insertInto('sessions').values(orphan).execute()).rejects.toThrow(/FOREIGN KEY/);
    await store.destroy();
  });
});
